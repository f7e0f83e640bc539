#!/bin/sh
# Builds the emulation and the sketches of this folder, runs each and compares its trace with <name>.expected: on this computer,
# again with the sanitizers, and some on each Cortex-M that there is a compiler and an emulator for. A fault's address may differ.
# Usage, in runtime/: run.sh folder-for-what-is-built [sketch...]
set -eu
build=$1/arduino
shift
test=arduino/test
: "${CXX:=c++}" "${CROSS_CXX:=arm-none-eabi-g++}" "${QEMU:=qemu-system-arm}"
flags="-std=gnu++17 -Wall -Wextra -Werror -Iarduino/core -Iarduino/libraries"
wanted="$*"
all=$(cd $test && ls ./*.cpp | sed 's/^\.\///; s/\.cpp$//' | grep -v '^make_world$')
failures=0

# core variant backend compiler flags...
core() {
    mkdir -p "$build/$1"
    variant=$1
    backend=$2
    shift 2
    for source in arduino/core/*.cpp arduino/libraries/*.cpp "arduino/$backend"/*.cpp; do
        "$@" $flags -c "$source" -o "$build/$variant/$(echo "$source" | tr / _).o"
    done
}

# kind trace: what must be the same everywhere; of a flood, how it ends
kind() { tail -c 1000000 "$1" | if [ "$(wc -c <"$1")" -gt 1000000 ]; then tail -n 2; else sed 's/ end fault .*/ end fault/'; fi; }

# check variant sketch command...
check() {
    folder=$build/$1/$2
    world=$test/$2.world
    [ -f "$world" ] || world=$test/default.world
    mkdir -p "$folder"
    "$build/make_world" <"$world" >"$folder/world.bin"
    expected=$test/$2.expected
    name="$2 ($1)"
    shift 2
    (cd "$folder" && rm -f trace.txt && "$@" >output.txt 2>&1) || { echo "$name: ended with an error"; cat "$folder/output.txt"; failures=1; return 0; }
    kind "$expected" >"$folder/expected.txt"
    kind "$folder/trace.txt" >"$folder/kind.txt"
    diff -u "$folder/expected.txt" "$folder/kind.txt" >"$folder/difference.txt" || { echo "$name: another trace than expected"; head -40 "$folder/difference.txt"; failures=1; }
    find "$folder" -name trace.txt -size +1000k -delete
}

if ! command -v "$CXX" >/dev/null; then
    echo "$CXX is not installed: the Arduino emulation was not tested"
    exit 0
fi
mkdir -p "$build"
"$CXX" -std=c++17 -Wall -Wextra -Werror $test/make_world.cpp -o "$build/make_world"

# Each header stands alone, whatever a sketch includes first.
(cd arduino/libraries && find . -name "*.h") | while read -r header; do
    printf "#include \"%s\"\nvoid setup() {}\nvoid loop() {}\n" "$header" | "$CXX" $flags -fsyntax-only -x c++ - || { echo "$header does not compile"; exit 1; }
done

core host host "$CXX" -O1 -g1
for sketch in ${wanted:-$all}; do
    "$CXX" $flags -O1 -g1 "$test/$sketch.cpp" "$build"/host/*.o -o "$build/host/$sketch.elf"
    check host "$sketch" ../"$sketch.elf"
done

# What ends in a fault is the sanitizer's own business.
core sanitized host "$CXX" -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all
for sketch in ${wanted:-$all}; do
    case $sketch in fault_* | blocked | flood) continue ;; esac
    "$CXX" $flags -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all "$test/$sketch.cpp" "$build"/sanitized/*.o -o "$build/sanitized/$sketch.elf"
    check sanitized "$sketch" ../"$sketch.elf"
done

# cortex variant machine flash-origin ram-origin "core flags" sketches...
cortex() {
    variant=$1
    machine=$2
    cpu=$5
    mkdir -p "$build/$variant"
    sed -e "s/\${flashOrigin}/$3/; s/\${flashBytes}/4194304/; s/\${ramOrigin}/$4/; s/\${ramBytes}/262144/; s/\${stackBytes}/32768/" \
        arduino/cortex_m/link.ld >"$build/$variant/link.ld"
    shift 5
    embedded="-O1 -g1 -mthumb $cpu -ffunction-sections -fdata-sections -Ifirmware"
    core "$variant" cortex_m "$CROSS_CXX" $embedded
    "${CROSS_CXX%g++}gcc" -std=gnu11 -O1 -mthumb $cpu -Ifirmware -c firmware/semihosting.c -o "$build/$variant/semihosting.o"
    for sketch in "$@"; do
        [ -z "$wanted" ] || echo " $wanted " | grep -q " $sketch " || continue
        "$CROSS_CXX" $flags $embedded "$test/$sketch.cpp" "$build/$variant"/*.o -nostartfiles -T "$build/$variant/link.ld" \
            -Wl,--gc-sections -Wl,--no-warn-rwx-segments --specs=nano.specs -u _printf_float -fno-threadsafe-statics -o "$build/$variant/$sketch.elf"
        check "$variant" "$sketch" "$QEMU" -M "$machine" -nographic -monitor none -serial none \
            -semihosting-config enable=on,target=native -icount shift=0 -kernel ../"$sketch.elf"
    done
}

if command -v "$CROSS_CXX" >/dev/null && command -v "$QEMU" >/dev/null; then
    cortex cortex-m0plus mps2-an385 0x00000000 0x20000000 "-mcpu=cortex-m0plus -mfloat-abi=soft" print parsing fault_stack
    cortex cortex-m4 mps2-an386 0x00000000 0x20000000 "-mcpu=cortex-m4 -mfloat-abi=hard -mfpu=fpv4-sp-d16" print strings ticker late i2c i2c_ends motion blocked flood fault_stack fault_null
    cortex cortex-m7 mps2-an500 0x00000000 0x20000000 "-mcpu=cortex-m7 -mfloat-abi=hard -mfpu=fpv5-d16" print microphone fault_abort
    cortex cortex-m33 mps2-an505 0x10000000 0x38000000 "-mcpu=cortex-m33 -mfloat-abi=hard -mfpu=fpv5-sp-d16" print interrupt fault_stack fault_null
else
    echo "$CROSS_CXX or $QEMU is not installed: the emulation was tested on this computer only"
fi
exit $failures
