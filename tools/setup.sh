# Sourced by demo.sh and test.sh: say a line, install what is missing.
# shellcheck shell=sh

# What the program is built from and runs with (Debian 12). Fetching over TLS needs
# ca-certificates, which nothing else brings.
build_packages="gcc libc6-dev meson ninja-build pkg-config
libsqlite3-dev libsodium-dev libssl-dev libicu-dev libjansson-dev
zlib1g-dev libdeflate-dev libzstd-dev libbrotli-dev
libcurl4-openssl-dev libstemmer-dev libmicrohttpd-dev"

say() { printf '== %s\n' "$*"; }
die() { printf '%s: %s\n' "${0##*/}" "$*" >&2; exit 1; }

is_installed() { [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        die "'$*' needs root, and there is no sudo; run this script as root"
    fi
}

# install_missing PACKAGE...: nothing is asked of the package system when all are there.
install_missing() {
    missing=
    for package in "$@"; do
        is_installed "$package" || missing="$missing $package"
    done
    if [ -z "$missing" ]; then
        say "all packages are installed"
        return
    fi
    command -v apt-get >/dev/null || die "needs Debian 12 packages:$missing"
    say "installing:$missing"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq update
    # The names are words of our own lists.
    # shellcheck disable=SC2086
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends $missing >/dev/null
}
