#!/bin/sh
# build-rpm.sh FOLDER [PROGRAM] [--el7]: the RPM for RHEL 8, 9 and 10, or with --el7 the one for RHEL 7, out of the release's
# tarball; its name is printed. It needs rpmbuild, of any distribution. SQUASHD_RELEASE is the number of the build.
set -eu
export LC_ALL=C TZ=UTC
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1"
target=$(cd "$1" && pwd)
shift
program=
el7=0
for argument in "$@"; do
    case $argument in
    --el7) el7=1 ;;
    *) program=$argument ;;
    esac
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/SOURCES"
tarball=$("$here/build-tarball.sh" "$work/SOURCES" ${program:+"$program"})
name=$(basename "$tarball" .tar.gz)
version=${name#squashd-}
version=${version%%-*}
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git -C "$here" log -1 --format=%ct 2> /dev/null || echo 0)}
export SOURCE_DATE_EPOCH
if [ "$el7" = 1 ]; then set -- --with el7 --define "dist .el7"; else set --; fi
rpmbuild -bb --quiet "$@" --define "_topdir $work" --define "_tmppath $work" --define "squashd_version $version" \
    --define "squashd_tree $name" --define "squashd_release ${SQUASHD_RELEASE:-1}" "$here/rpm/squashd.spec" >&2
rpm=$(cd "$work/RPMS" && ls */squashd-*.rpm)
mv "$work/RPMS/$rpm" "$target/"
rpm=${rpm##*/}
echo "$target/$rpm"
