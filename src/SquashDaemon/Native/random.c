// Random bytes for the base library in a static executable. Its own functions of these names read /dev/urandom and
// nothing else, so that not even a Guid can be had in an empty chroot; or they call an OpenSSL that is not there.
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/syscall.h>
#include <unistd.h>

#define BLOCK_BYTES 32
#define SEED_BYTES 16
#define STATE_WORDS 14

// OpenSSL's. Not SHA256(), which brings all of the library with it.
int SHA256_Init(void *state);
int SHA256_Update(void *state, const void *content, size_t length);
int SHA256_Final(unsigned char *hash, void *state);

int32_t SystemNative_GetCryptographicallySecureRandomBytes(uint8_t *buffer, int32_t length);
void SystemNative_GetNonCryptographicallySecureRandomBytes(uint8_t *buffer, int32_t length);
int32_t CryptoNative_GetRandomBytes(uint8_t *buffer, int32_t length);

// Before Linux 3.17 there is no call to ask, but the kernel gives every program 16 random bytes when it starts it.
static int expand(uint8_t *buffer, size_t length)
{
    static uint64_t count;
    struct { uint8_t seed[SEED_BYTES]; uint64_t number; } input;
    uint64_t state[STATE_WORDS];
    uint8_t block[BLOCK_BYTES];
    const void *seed = (const void *)getauxval(AT_RANDOM);

    if (seed == NULL)
        return -1;
    memcpy(input.seed, seed, SEED_BYTES);
    while (length > 0)
    {
        size_t part = length < BLOCK_BYTES ? length : BLOCK_BYTES;
        input.number = __atomic_fetch_add(&count, 1, __ATOMIC_RELAXED);
        SHA256_Init(state);
        SHA256_Update(state, &input, sizeof input);
        SHA256_Final(block, state);
        memcpy(buffer, block, part);
        buffer += part;
        length -= part;
    }
    return 0;
}

// 0, or -1 if there is nothing random at all.
int32_t SystemNative_GetCryptographicallySecureRandomBytes(uint8_t *buffer, int32_t length)
{
    size_t left = (size_t)length;

    while (left > 0)
    {
        long got = syscall(SYS_getrandom, buffer, left, 0);
        if (got <= 0)
            return expand(buffer, left);
        buffer += got;
        left -= (size_t)got;
    }
    return 0;
}

void SystemNative_GetNonCryptographicallySecureRandomBytes(uint8_t *buffer, int32_t length)
{
    (void)SystemNative_GetCryptographicallySecureRandomBytes(buffer, length);
}

// 1, or 0 if there is nothing random at all.
int32_t CryptoNative_GetRandomBytes(uint8_t *buffer, int32_t length)
{
    return SystemNative_GetCryptographicallySecureRandomBytes(buffer, length) == 0;
}
