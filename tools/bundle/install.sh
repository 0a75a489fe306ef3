#!/bin/sh
# 安装、升级、卸载 dutykit：不需要管理员权限，不访问网络。用法见 sh install.sh --help。
set -eu
umask 022
unset CDPATH

here=$(cd "$(dirname "$0")" && pwd)

usage() {
  cat <<'TEXT'
用法：
  sh install.sh [--prefix 文件夹]             安装或升级
  sh install.sh uninstall [--prefix 文件夹]   卸载

--prefix  安装位置，默认为 ~/.local。命令是其下的 bin/dutykit，程序文件全部在其下的 lib/dutykit。
          工作区中的数据不在其中，升级和卸载都不涉及。
TEXT
}

say() { printf '%s\n' "$*"; }
refuse() { # 错误 [处理建议]
  printf '错误：%s\n' "$1" >&2
  [ -z "${2:-}" ] || printf '处理建议：%s\n' "$2" >&2
  exit 2
}

# 可以粘贴到终端的写法。
quoted() {
  case $1 in
    *[!A-Za-z0-9_./-]*) printf "'%s'" "$(printf '%s' "$1" | sed "s/'/'\\\\''/g")" ;;
    *) printf '%s' "$1" ;;
  esac
}

fact() { sed -n "s/^$1=//p" "$2"; }

# --- 参数 ----------------------------------------------------------------------------------------

action=install prefix=
while [ $# -gt 0 ]; do
  case $1 in
    --help | -h) usage; exit 0 ;;
    --prefix) [ $# -ge 2 ] || refuse "--prefix 后面缺少文件夹"; prefix=$2; shift ;;
    --prefix=*) prefix=${1#--prefix=} ;;
    install | uninstall) action=$1 ;;
    *) usage >&2; refuse "无法识别的参数：$1" ;;
  esac
  shift
done
# 已安装的 lib/dutykit 中也有本文件，用于卸载。
[ -n "$prefix" ] || case $here in
  */lib/dutykit) [ ! -e "$here/installed.txt" ] || prefix=${here%/lib/dutykit} ;;
esac
[ -n "$prefix${HOME:-}" ] || refuse "没有设置环境变量 HOME，不能确定安装位置" "用 --prefix 指明安装位置，例如 --prefix /opt/dutykit"
[ -n "$prefix" ] || prefix=$HOME/.local
case $prefix in /*) ;; *) prefix=$PWD/$prefix ;; esac
[ "$prefix" = / ] || prefix=${prefix%/}
case $prefix in
  *[:\;\$\\]* | *'
'*) refuse "安装位置 $prefix 中有 : ; \$ \\ 或换行，系统无法从那里装入程序库" "换一个文件夹" ;;
esac

home=$prefix/lib/dutykit command=$prefix/bin/dutykit
new=$prefix/lib/.dutykit.new old=$prefix/lib/.dutykit.old

# --- 已安装的版本 ----------------------------------------------------------------------------------

list_files() { (cd "$1" && find . \( -type f -o -type l \) ! -path '*/__pycache__/*'); }

# 安装之后放进去的文件；有这样的文件，就不能删除文件夹。
added_files() {
  # 清单中的名称出现两次以上，只出现一次的不在清单中。
  { cut -c 67- "$home/installed.txt"; cut -c 67- "$home/installed.txt"; echo ./installed.txt; echo ./installed.txt
    list_files "$home"; } | LC_ALL=C sort | uniq -u
}

look_at_installed() {
  installed=
  if [ -e "$home" ] || [ -L "$home" ]; then
    if [ -L "$home" ] || [ ! -f "$home/installed.txt" ] || [ ! -f "$home/bundle.txt" ]; then
      refuse "$home 已经存在，但不是由 install.sh 安装的，没有改动" "移走该文件夹，或用 --prefix 换一个安装位置"
    fi
    installed=$(fact version "$home/bundle.txt")
    added=$(added_files)
    [ -z "$added" ] || refuse "$home 中有安装之后放入的文件，没有改动：
$(printf '%s\n' "$added" | sed "s|^\.|  $home|")" "把这些文件移到别处后重新运行"
  fi
  if [ -e "$command" ] || [ -L "$command" ]; then
    [ "$(readlink "$command" || true)" = ../lib/dutykit/bin/dutykit ] ||
      refuse "$command 已经存在，但不是由 install.sh 安装的，没有改动" "移走该文件，或用 --prefix 换一个安装位置"
  fi
}

# 各文件夹中最近的已有的一级必须可以写入。
may_write() {
  for folder in "$prefix" "$prefix/lib" "$prefix/bin"; do
    while [ ! -e "$folder" ] && [ ! -L "$folder" ]; do folder=$(dirname "$folder"); done
    [ -d "$folder" ] || refuse "$folder 不是文件夹" "用 --prefix 换一个安装位置"
    if [ ! -w "$folder" ] || [ ! -x "$folder" ]; then
      refuse "没有写入 $folder 的权限" "用 --prefix 指定有权写入的文件夹，例如 --prefix \"\$HOME/.local\""
    fi
  done
}

# 进程号可能已被其他程序使用：能看到命令行时，须是 install.sh。
is_installing() {
  case $1 in '' | *[!0-9]*) return 1 ;; esac
  kill -0 "$1" 2>/dev/null || return 1
  [ ! -r "/proc/$1/cmdline" ] || tr '\0' '\n' <"/proc/$1/cmdline" | grep -q 'install\.sh'
}

# 另一个安装正在进行时，不继续。
refuse_beside_other() {
  other=$(cat "$new/pid" 2>/dev/null || true)
  ! is_installing "$other" ||
    refuse "另一个安装正在进行（进程 $other）" "等它结束后重新运行；确认没有安装在进行的，删除 $(quoted "$new") 后重新运行"
}

# 上次在两次改名之间中断：旧版本放回原处。
settle_old() { if [ -e "$home" ]; then rm -rf "$old"; else mv "$old" "$home"; fi; }

# 上次安装中断时留下的，清除。
take_turn() {
  mkdir -p "$prefix/lib" "$prefix/bin"
  if ! mkdir "$new" 2>/dev/null; then
    refuse_beside_other
    rm -rf "$new"
    mkdir "$new"
  fi
  trap give_up EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP
  printf '%s\n' $$ >"$new/pid"
  [ ! -d "$old" ] || { settle_old; look_at_installed; }
}

give_up() {
  code=$?
  rm -rf "$new"
  if [ -d "$old" ] && [ ! -e "$home" ]; then mv "$old" "$home"; fi
  folder=$prefix/lib
  rmdir "$prefix/bin" 2>/dev/null || true
  # 本次建立的文件夹，一级一级删除。
  while [ "$folder" != "$existing" ] && rmdir "$folder" 2>/dev/null; do folder=$(dirname "$folder"); done
  printf '%s\n' "安装未完成，没有留下文件${installed:+；原有的 dutykit $installed 没有改动}" >&2
  [ "$code" != 0 ] || code=2
  exit "$code"
}

# --- 卸载 ----------------------------------------------------------------------------------------

if [ "$action" = uninstall ]; then
  refuse_beside_other
  [ ! -d "$old" ] || { may_write; settle_old; }
  look_at_installed
  [ -n "$installed" ] || [ -d "$new" ] || refuse "$prefix 中没有安装 dutykit" "用 --prefix 指明安装位置"
  may_write
  rm -f "$command"
  rm -rf "$home" "$new"
  rmdir "$prefix/bin" "$prefix/lib" 2>/dev/null || true
  [ -n "$installed" ] || { say "没有安装 dutykit，删除了上次安装中断留下的 $new。"; exit 0; }
  say "已卸载 dutykit $installed：删除了 $command 和 $home。工作区中的数据没有改动。"
  exit 0
fi

# --- 检查：在写入任何内容之前 ------------------------------------------------------------------------

[ -s "$here/bundle.txt" ] || refuse "缺少文件 bundle.txt，安装包不完整" "重新复制安装包，核对校验值后再解开"
version=$(fact version "$here/bundle.txt")
machine=$(fact machine "$here/bundle.txt")
kilobytes=$(fact kilobytes "$here/bundle.txt")

this=$(uname -m)
case $this in arm64) this=aarch64 ;; amd64) this=x86_64 ;; esac
if [ "$(uname -s) $this" != "Linux $machine" ]; then
  refuse "本安装包用于 Linux $machine，这台计算机是 $(uname -s) $this" "换用名称中有 linux-$this 的安装包"
fi

for tool in tar sha256sum df find sort uniq readlink; do
  command -v "$tool" >/dev/null 2>&1 || refuse "这台计算机没有 $tool 命令" "从系统安装介质安装它（coreutils、findutils、tar）"
done

say "核验安装包中的文件……"
faults=0 last=
while read -r sum name; do
  last=$name
  if [ ! -f "$here/$name" ]; then
    printf '错误：缺少文件 %s\n' "$name" >&2
    faults=$((faults + 1))
  else
    found=$(sha256sum <"$here/$name")
    if [ "${found%% *}" != "$sum" ]; then
      printf '错误：%s 与校验值不符，可能传输不完整或被改动\n' "$name" >&2
      faults=$((faults + 1))
    fi
  fi
done <"$here/SHA256SUMS" || refuse "缺少文件 SHA256SUMS，安装包不完整" "重新复制安装包，核对校验值后再解开"
[ "$last" = bundle.txt ] || { printf '错误：SHA256SUMS 不完整\n' >&2; faults=$((faults + 1)); }
[ "$faults" = 0 ] || refuse "安装包有 $faults 处错误，没有写入任何文件" "重新复制安装包，核对校验值后再解开"

look_at_installed
may_write
existing=$prefix
while [ ! -e "$existing" ]; do existing=$(dirname "$existing"); done
free=$(df -Pk "$existing" 2>/dev/null | { read -r _ && read -r _ _ _ free _ && echo "$free"; } || true)
case $free in
  '' | *[!0-9]*) say "无法得知 $existing 所在磁盘的可用空间，安装需要 $((kilobytes / 1024 + 1)) MB" ;;
  *)
    [ "$free" -ge "$kilobytes" ] ||
      refuse "$existing 所在磁盘的可用空间为 $((free / 1024)) MB，安装需要 $((kilobytes / 1024 + 1)) MB" "清理磁盘，或用 --prefix 换一个安装位置"
    ;;
esac

# --- 安装 ----------------------------------------------------------------------------------------

take_turn
say "解开 Python 和系统库……"
tar -xf "$here/runtime.tar" -C "$new" -o
say "安装 dutykit $version 和各组件……"
packages=$new/lib/python3/dist-packages
mkdir -p "$new/tmp" "$packages"
set --
while read -r _sum name; do
  case $name in wheels/*.whl) set -- "$@" "$here/$name" ;; esac
done <"$here/SHA256SUMS"
[ $# -gt 0 ] || refuse "安装包中没有 wheels/*.whl"
pip=$(echo "$new"/share/python-wheels/pip-*.whl)/pip
TMPDIR=$new/tmp "$new/bin/python3" "$pip" install --quiet --quiet --isolated --no-input --no-cache-dir \
  --no-compile --no-warn-script-location --root-user-action=ignore --no-index --no-deps --target "$packages" "$@"
rm -rf "${packages:?}/bin" "$new/tmp"
# 有的组件带有 Python 2 的文件，不能编译，也用不到。
"$new/bin/python3" -m compileall -q -j 0 --invalidation-mode unchecked-hash "$packages" "$new/lib"/python3.* >/dev/null || true
cp "$here/install.sh" "$here/bundle.txt" "$here/SHA256SUMS" "$new/"
[ "$("$new/bin/dutykit" --version)" = "dutykit $version" ] || refuse "安装的 dutykit 无法运行"
rm "$new/pid"
(cd "$new" && find . \( -type f -o -type l \) ! -path '*/__pycache__/*' ! -name installed.txt -exec sha256sum {} +) >"$new/installed.txt"

# 两次改名之间不做别的事情。
[ -z "$installed" ] || mv "$home" "$old"
mv "$new" "$home"
ln -sfn ../lib/dutykit/bin/dutykit "$command"
trap - EXIT
rm -rf "$old"

case $installed in
  '') say "已安装 dutykit $version。" ;;
  "$version") say "已重新安装 dutykit $version。" ;;
  *) say "已由 dutykit $installed 改为 $version。工作区中的数据没有改动。" ;;
esac
say "  命令：    $(quoted "$command")"
say "  程序文件：$home"
say "  卸载：    sh $(quoted "$home/install.sh") uninstall"
case :$PATH: in
  *":$prefix/bin:"*) ;;
  *)
    say "$prefix/bin 不在 PATH 中。把下面一行加入 ~/.profile，重新登录后可直接运行 dutykit："
    say "  export PATH=\"$(printf '%s' "$prefix" | sed 's/["`]/\\&/g')/bin:\$PATH\""
    ;;
esac
say "检查安装结果：$(quoted "$command") doctor"
