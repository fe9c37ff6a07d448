#!/bin/sh
# architecture.sh dotnet|rpm: what these call this machine.
case $(uname -m) in
x86_64) [ "$1" = rpm ] && echo x86_64 || echo x64 ;;
aarch64) [ "$1" = rpm ] && echo aarch64 || echo arm64 ;;
*) echo "no squashd for $(uname -m)" >&2 && exit 1 ;;
esac
