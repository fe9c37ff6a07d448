// What System.Security.Cryptography calls for SHA-2 in a static executable, on the hash functions of OpenSSL's libcrypto
// themselves: to link all of OpenSSL for two functions would take 4 MB, its start and the host's openssl.cnf. The library
// of the base library that has these names is not linked at all; whatever else of it is ever called does not link.
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define LONGEST_HASH 64
// A SHA512_CTX, which SHA-384 shares, has 216 bytes; a SHA256_CTX has 112.
#define STATE_WORDS 27

int SHA256_Init(void *state);
int SHA256_Update(void *state, const void *content, size_t length);
int SHA256_Final(unsigned char *hash, void *state);
int SHA384_Init(void *state);
int SHA384_Update(void *state, const void *content, size_t length);
int SHA384_Final(unsigned char *hash, void *state);
int SHA512_Init(void *state);
int SHA512_Update(void *state, const void *content, size_t length);
int SHA512_Final(unsigned char *hash, void *state);

typedef struct
{
    int32_t size;
    int (*start)(void *state);
    int (*add)(void *state, const void *content, size_t length);
    int (*finish)(unsigned char *hash, void *state);
} Algorithm;

typedef struct
{
    const Algorithm *algorithm;
    uint64_t state[STATE_WORDS];
} Running;

static const Algorithm sha256 = {32, SHA256_Init, SHA256_Update, SHA256_Final};
static const Algorithm sha384 = {48, SHA384_Init, SHA384_Update, SHA384_Final};
static const Algorithm sha512 = {64, SHA512_Init, SHA512_Update, SHA512_Final};

#define EXPORT __attribute__((visibility("hidden")))
#define NOT_HERE(name) EXPORT const Algorithm *name(void) { return NULL; }

EXPORT const Algorithm *CryptoNative_EvpSha256(void) { return &sha256; }
EXPORT const Algorithm *CryptoNative_EvpSha384(void) { return &sha384; }
EXPORT const Algorithm *CryptoNative_EvpSha512(void) { return &sha512; }
NOT_HERE(CryptoNative_EvpMd5)
NOT_HERE(CryptoNative_EvpSha1)
NOT_HERE(CryptoNative_EvpSha3_256)
NOT_HERE(CryptoNative_EvpSha3_384)
NOT_HERE(CryptoNative_EvpSha3_512)
NOT_HERE(CryptoNative_EvpShake128)
NOT_HERE(CryptoNative_EvpShake256)

EXPORT int32_t CryptoNative_EnsureOpenSslInitialized(void) { return 0; }
EXPORT int64_t CryptoNative_OpenSslVersionNumber(void) { return 0x30000000; }
EXPORT int32_t CryptoNative_GetMaxMdSize(void) { return LONGEST_HASH; }
EXPORT int32_t CryptoNative_EvpMdSize(const Algorithm *algorithm) { return algorithm->size; }

// Nothing here fails but an allocation.
EXPORT uint64_t CryptoNative_ErrGetExceptionError(int32_t *is_allocation)
{
    *is_allocation = 1;
    return 0;
}

EXPORT void CryptoNative_ErrErrorStringN(uint64_t error, char *text, int32_t length)
{
    (void)error;
    if (length > 0)
        text[0] = '\0';
}

EXPORT Running *CryptoNative_EvpMdCtxCreate(const Algorithm *algorithm)
{
    Running *hash = algorithm == NULL ? NULL : malloc(sizeof *hash);

    if (hash != NULL)
    {
        hash->algorithm = algorithm;
        algorithm->start(hash->state);
    }
    return hash;
}

EXPORT void CryptoNative_EvpMdCtxDestroy(Running *hash) { free(hash); }

EXPORT int32_t CryptoNative_EvpDigestReset(Running *hash, const Algorithm *algorithm)
{
    hash->algorithm = algorithm;
    return algorithm->start(hash->state);
}

EXPORT int32_t CryptoNative_EvpDigestUpdate(Running *hash, const void *content, int32_t length)
{
    return hash->algorithm->add(hash->state, content, (size_t)length);
}

EXPORT int32_t CryptoNative_EvpDigestFinalEx(Running *hash, uint8_t *digest, uint32_t *length)
{
    *length = (uint32_t)hash->algorithm->size;
    return hash->algorithm->finish(digest, hash->state);
}

EXPORT int32_t CryptoNative_EvpDigestCurrent(const Running *hash, uint8_t *digest, uint32_t *length)
{
    Running copy = *hash;

    return CryptoNative_EvpDigestFinalEx(&copy, digest, length);
}

EXPORT int32_t CryptoNative_EvpDigestOneShot(
    const Algorithm *algorithm, const void *content, int32_t size, uint8_t *digest, uint32_t *length)
{
    Running hash = {.algorithm = algorithm};

    algorithm->start(hash.state);
    algorithm->add(hash.state, content, (size_t)size);
    return CryptoNative_EvpDigestFinalEx(&hash, digest, length);
}
