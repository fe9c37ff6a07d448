#!/bin/sh
# build-tarball.sh FOLDER [PROGRAM]: FOLDER/squashd-VERSION-linux-ARCHITECTURE.tar.gz, of a static PROGRAM or of one that it
# publishes itself. The same program gives the same bytes, at any time and by anybody; its name is printed.
set -eu
umask 022
export LC_ALL=C TZ=UTC
here=$(cd "$(dirname "$0")" && pwd)
top=$here/..
mkdir -p "$1"
target=$(cd "$1" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

program=${2:-}
if [ -z "$program" ]; then
    "$here/publish.sh" "$work/publish" >&2
    program=$work/publish/squashd
fi
version=$("$program" --version | cut -d+ -f1)
# What was made when does not matter to who uses it; the day of the sources does.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git -C "$top" log -1 --format=%ct 2> /dev/null || echo 0)}
export SOURCE_DATE_EPOCH

name=squashd-$version-linux-$("$here/architecture.sh" dotnet)
tree=$work/$name
mkdir -p "$tree/bin" "$tree/completions"
install -m 755 "$program" "$tree/bin/squashd"
cp -R "$top/systemd" "$here/slurm" "$here/kubernetes" "$tree"
cp "$top/squashd.conf.example" "$top/README.md" "$top/LICENSE" "$tree"
"$here/build-man.sh" "$tree/man"
for shell in bash zsh fish; do
    "$program" completion "$shell" > "$tree/completions/squashd.$shell"
done
find "$tree" -type d -exec chmod 755 {} +
find "$tree" -type f ! -perm /100 -exec chmod 644 {} +
find "$tree" -type f -perm /100 -exec chmod 755 {} +
(cd "$tree" && find . -type f ! -name SHA256SUMS -printf '%P\n' | sort | xargs sha256sum > "$work/sums" && mv "$work/sums" SHA256SUMS)

tar -C "$work" --format=ustar --sort=name --mtime="@$SOURCE_DATE_EPOCH" --owner=0 --group=0 --numeric-owner -cf - "$name" \
    | gzip -9n > "$work/$name.tar.gz"
mv "$work/$name.tar.gz" "$target/"
echo "$target/$name.tar.gz"
