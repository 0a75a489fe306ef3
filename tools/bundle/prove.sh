#!/bin/sh
# Installs a bundle into an empty Debian root (no Python, no fonts) without a network and does an office's work there;
# the PDF must be byte for byte that of this machine.
#
#     tools/bundle/prove.sh .venv/bin x86_64     or aarch64, with qemu-user-static
#
# What cannot be proven on this machine is said to be skipped, on stderr, and nothing is claimed about it.
set -eu

cd "$(dirname "$0")/../.."
bin=$1 machine=$2
unit=市财政局
now=1573200000 # 2019-11-08, within the sample's cycle

skip() {
  printf '%s\n' "######## prove-bundle: SKIPPED for $machine: $* ########" >&2
  exit 0
}
die() {
  printf '%s\n' "prove-bundle: $*" >&2
  exit 1
}

bundle=dutykit-$("$bin/python" -c 'import dutykit; print(dutykit.__version__)')-linux-$machine
suite=$("$bin/python" -c 'from tools.bundle.target import SUITE; print(SUITE)')
[ -f "dist/$bundle.tar.gz" ] || die "dist/$bundle.tar.gz is not there; run make bundle"
[ "$(id -u)" = 0 ] || skip "chroot takes root"
command -v mmdebstrap >/dev/null || skip "mmdebstrap is not installed"
unshare --net --mount true 2>/dev/null || skip "unshare --net is not allowed here"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
root=$work/root

# --- the empty root ------------------------------------------------------------------------------

case $machine in
  "$(uname -m)")
    enter="--net --mount" user=--userspec=1000:1000 owner=1000
    mmdebstrap --quiet --variant=minbase "$suite" "$root"
    ;;
  aarch64)
    emulator=$(command -v qemu-aarch64-static) || skip "qemu-aarch64-static is not installed"
    # Of a foreign machine nothing is run while it is unpacked; binfmt_misc is the user namespace's own.
    enter="--net --mount --user --map-root-user" user='' owner=0 # who is nobody outside the namespace
    # shellcheck disable=SC2086 # a list of options
    unshare $enter sh -c 'mount -t binfmt_misc none /proc/sys/fs/binfmt_misc' 2>/dev/null || skip "binfmt_misc has no namespaces here"
    mmdebstrap --quiet --variant=extract --architectures=arm64 \
      --include=dash,coreutils,tar,gzip,findutils,sed,grep,libc-bin,base-files,base-passwd "$suite" "$root"
    ;;
  *) skip "there is no such machine here" ;;
esac
[ -z "$(find "$root" -name 'python3*' -o -name '*.otf' -o -name '*.ttf')" ] || die "the root is not empty: it has Python or fonts"

office=$root/home/office
mkdir -p "$office/督导"
cp "dist/$bundle.tar.gz" "dist/$bundle.tar.gz.sha256" "$office"
cp -R data submissions evidence reviews dutykit.yaml "$office/督导"
"$bin/python" - "$office" <<'PYTHON'
import sys
from pathlib import Path

sys.path.insert(0, "")
from tests.certificates import PASSWORD, authority

folder = Path(sys.argv[1])
(folder / "督导室.p12").write_bytes(authority().key)
(folder / "根证书.pem").write_bytes(authority().root)
(folder / "密码.txt").write_text(PASSWORD + "\n", encoding="utf-8")
PYTHON
chown -R "$owner:$owner" "$office"

cat >"$work/enter" <<ENTER
set -eu
mkdir -p "$root/proc" "$root/dev"
mount --rbind /proc "$root/proc"
mount -t tmpfs tmpfs "$root/dev"
for name in null zero random urandom; do : >"$root/dev/\$name"; mount --bind "/dev/\$name" "$root/dev/\$name"; done
mkdir -m 1777 "$root/dev/shm"
if [ "$machine" = aarch64 ] && [ "$(uname -m)" != aarch64 ]; then
  mount -t binfmt_misc none /proc/sys/fs/binfmt_misc
  printf '%s' ':qemu-aarch64:M::\\x7fELF\\x02\\x01\\x01\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x02\\x00\\xb7\\x00:\\xff\\xff\\xff\\xff\\xff\\xff\\xff\\x00\\xff\\xff\\xff\\xff\\xff\\xff\\xff\\xff\\xfe\\xff\\xff\\xff:${emulator:-}:FC' >/proc/sys/fs/binfmt_misc/register
fi
exec chroot $user "$root" /usr/bin/env -i HOME=/home/office LANG=zh_CN.UTF-8 SOURCE_DATE_EPOCH=$now EMULATED=${emulator:-} \
  PATH=/home/office/.local/bin:/usr/bin:/bin /bin/sh /office.sh
ENTER
cat >"$root/office.sh" <<'OFFICE'
set -eu
cd "$HOME"
step() {
  printf '\n$ %s\n' "$*"
  begun=$(date +%s)
  code=0
  "$@" || code=$?
  printf '[exit %s, %s s]\n' "$code" $(($(date +%s) - begun))
  [ "$code" = 0 ]
}
step uname -m
step cat /proc/net/dev
bundle=$(basename dutykit-*.tar.gz .tar.gz)
step sha256sum -c "$bundle.tar.gz.sha256"
step tar -xf "$bundle.tar.gz"
step sh "$bundle/install.sh"
step du -sm "$HOME/.local"
cd 督导
step dutykit doctor --full
step dutykit validate
step dutykit report --unit 市财政局 -o ../市财政局.pdf
step dutykit evidence pack --unit 市财政局 -o ../佐证材料.zip
step dutykit sign ../市财政局.pdf --key ../督导室.p12 --password-file ../密码.txt -o ../市财政局-签名.pdf
step dutykit report --unit 市财政局 --format docx -o ../市财政局.docx
[ -n "$EMULATED" ] || step sh "$HOME/$bundle/install.sh" # over the one that is there
step sh "$HOME/.local/lib/dutykit/install.sh" uninstall
step ls -A "$HOME/.local"
OFFICE
# shellcheck disable=SC2086 # a list of options
unshare $enter sh "$work/enter"

# --- the same here -------------------------------------------------------------------------------

SOURCE_DATE_EPOCH=$now "$bin/dutykit" report --unit "$unit" -o "$work/here.pdf" --quiet
printf '\n# here\n'
SOURCE_DATE_EPOCH=$now "$bin/dutykit" verify "$office/市财政局-签名.pdf" --trust "$office/根证书.pem"
sha256sum "$work/here.pdf" "$office/市财政局.pdf"
cmp "$work/here.pdf" "$office/市财政局.pdf" || die "the PDF made from the bundle is not the one made here"
printf '%s\n' "prove-bundle: proven for $machine: the PDF of the bundle is byte for byte the one made here"
