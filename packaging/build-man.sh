#!/bin/sh
# build-man.sh FOLDER: the manual pages, out of man/*.scd. Their date is SOURCE_DATE_EPOCH, or today.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
target=$1
mkdir -p "$target"
for source in "$here"/man/*.scd; do
    name=$(basename "$source" .scd)
    page=$(scdoc < "$source")
    # What mandoc's lint objects to: breaks where there is no paragraph, small letters in the title, long lines.
    printf '%s\n' "$page" | awk '
        /^\.TH / { $2 = toupper($2) }
        /^\.P$/ { waiting = !heading; next }
        {
            if (waiting && $0 !~ /^\.(SH|RS|RE)/) print ".P"
            # After an item, not within its end.
            waiting = waiting && /^\.RE/
            heading = /^\.(SH|TH)/
            while (!/^\./ && length > 80 && match(substr($0, 1, 80), / [^ .'"'"'][^ ]*$/)) {
                print substr($0, 1, RSTART - 1)
                $0 = substr($0, RSTART + 1)
            }
            print
        }
    ' > "$target/$name"
done
