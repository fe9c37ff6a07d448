#!/bin/sh
# publish.sh FOLDER: makes the static program, FOLDER/squashd. It needs the .NET SDK, clang, lld, libssl-dev and zlib1g-dev.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
dotnet publish "$here/../src/SquashDaemon/SquashDaemon.csproj" -c Release -o "$1"
