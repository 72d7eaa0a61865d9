/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <string.h>

#include "cli/usage.h"

static void put_option_words(struct vg_buf *b, const struct vg_command *c)
{
    for (const struct vg_option *o = c->options; o != NULL && o->name != NULL; o++)
        vg_putf(b, "--%s ", o->name);
    vg_puts(b, "--help");
}

static void put_command_words(struct vg_buf *b)
{
    for (size_t i = 0; vg_commands[i] != NULL; i++)
        vg_putf(b, "%s%s", i == 0 ? "" : " ", vg_commands[i]->name);
}

/* In single quotes of sh, bash, zsh and (its rules agree here) fish. */
static void put_quoted(struct vg_buf *b, const char *text)
{
    vg_putc(b, '\'');
    for (; *text != '\0'; text++) {
        if (*text == '\'')
            vg_puts(b, "'\\''");
        else
            vg_putc(b, *text);
    }
    vg_putc(b, '\'');
}

static void put_bash(struct vg_buf *b)
{
    vg_puts(b, "# bash completion for vigil\n"
               "_vigil()\n{\n"
               "    local cur=${COMP_WORDS[COMP_CWORD]} words=\n"
               "    if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
               "        COMPREPLY=($(compgen -W \"");
    put_command_words(b);
    vg_puts(b, "\" -- \"$cur\"))\n        return\n    fi\n    case ${COMP_WORDS[1]} in\n");
    for (size_t i = 0; vg_commands[i] != NULL; i++) {
        vg_putf(b, "    %s) words=\"", vg_commands[i]->name);
        put_option_words(b, vg_commands[i]);
        vg_puts(b, "\" ;;\n");
    }
    vg_puts(b, "    esac\n"
               "    case $cur in\n"
               "    -*) COMPREPLY=($(compgen -W \"$words\" -- \"$cur\")) ;;\n"
               "    *) COMPREPLY=($(compgen -f -- \"$cur\")) ;;\n"
               "    esac\n}\n"
               "complete -o filenames -F _vigil vigil\n");
}

/* Brackets and colons have a meaning in a zsh option specification. */
static void put_zsh_text(struct vg_buf *b, const char *text)
{
    for (; *text != '\0'; text++) {
        if (*text == '\'')
            vg_puts(b, "'\\''");
        else if (strchr("[]:\\", *text) != NULL)
            vg_putf(b, "\\%c", *text);
        else
            vg_putc(b, *text);
    }
}

static void put_zsh_options(struct vg_buf *b, const struct vg_command *c)
{
    for (const struct vg_option *o = c->options; o != NULL && o->name != NULL; o++) {
        vg_putf(b, " \\\n            '%s--%s[", o->repeats ? "*" : "", o->name);
        put_zsh_text(b, o->does);
        vg_putc(b, ']');
        if (o->argument != NULL) {
            vg_putc(b, ':');
            put_zsh_text(b, o->argument);
            vg_puts(b, strcmp(o->argument, "FILE") == 0 ? ":_files" : ": ");
        }
        vg_putc(b, '\'');
    }
}

static void put_zsh(struct vg_buf *b)
{
    vg_puts(b, "#compdef vigil\n_vigil() {\n    local -a commands\n    commands=(\n");
    for (size_t i = 0; vg_commands[i] != NULL; i++) {
        vg_putf(b, "        '%s:", vg_commands[i]->name);
        put_zsh_text(b, vg_commands[i]->does);
        vg_puts(b, "'\n");
    }
    vg_puts(b, "    )\n    if (( CURRENT == 2 )); then\n"
               "        _describe command commands\n        return\n    fi\n"
               "    case $words[2] in\n");
    for (size_t i = 0; vg_commands[i] != NULL; i++) {
        vg_putf(b, "    %s)\n        _arguments", vg_commands[i]->name);
        put_zsh_options(b, vg_commands[i]);
        vg_puts(b, " \\\n            '*:file:_files' ;;\n");
    }
    vg_puts(b, "    esac\n}\n_vigil \"$@\"\n");
}

static void put_fish(struct vg_buf *b)
{
    vg_puts(b, "# fish completion for vigil\n");
    for (size_t i = 0; vg_commands[i] != NULL; i++) {
        const struct vg_command *c = vg_commands[i];

        vg_putf(b, "complete -c vigil -f -n __fish_use_subcommand -a %s -d ", c->name);
        put_quoted(b, c->does);
        vg_putc(b, '\n');
        for (const struct vg_option *o = c->options; o != NULL && o->name != NULL; o++) {
            vg_putf(b, "complete -c vigil -n '__fish_seen_subcommand_from %s' -l %s %s-d ", c->name,
                    o->name, o->argument == NULL ? "" : "-r ");
            put_quoted(b, o->does);
            vg_putc(b, '\n');
        }
    }
}

int vg_completion(struct vg_buf *b, const char *shell, struct vg_err *err)
{
    if (strcmp(shell, "bash") == 0)
        put_bash(b);
    else if (strcmp(shell, "zsh") == 0)
        put_zsh(b);
    else if (strcmp(shell, "fish") == 0)
        put_fish(b);
    else
        return vg_fail(err, VG_E_MISUSE, "--completion: bash, zsh or fish, not '%.40s'", shell);
    return VG_OK;
}
