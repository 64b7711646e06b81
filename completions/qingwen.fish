# SPDX-License-Identifier: Apache-2.0
# Completion of qingwen(1) for fish. "qingwen complete" knows all about it, see
# src/cli/complete.c.

function __qingwen_complete
    set -l words (commandline -opc)
    set -l word (commandline -ct)
    for line in (command $words[1] complete $words[2..-1] "$word" 2>/dev/null)
        set -l stem (string replace -r '^:(files|folders) ' '' -- $line)
        switch $line
            case ':files *'
                for path in (__fish_complete_path (string replace -- "$stem" '' $word))
                    printf '%s\n' $stem$path
                end
            case ':folders *'
                for path in (__fish_complete_directories (string replace -- "$stem" '' $word))
                    printf '%s\n' $stem$path
                end
            case '*'
                printf '%s\n' $line
        end
    end
end

complete -c qingwen -f -a '(__qingwen_complete)'
