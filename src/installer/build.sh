#!/usr/bin/env bash
# Makes the installers of this machine's kind out of the jar: a .deb and an archive, each with a Java of its own.
# Run by './mvnw package -Pinstaller': the JDK, the version, the day, and the class path of the build.
set -euo pipefail
cd "$(dirname "$0")/../.."
jdk=$1
version=$2
export SOURCE_DATE_EPOCH
SOURCE_DATE_EPOCH=$(date -d "$3" +%s)
classpath=$4
here=src/installer
out=target/installer
architecture=$(dpkg --print-architecture)
# What jdeps finds in the jar, and what is only asked for by name: elliptic curves for TLS, zip as a file system, JFR.
modules=java.base,java.compiler,java.desktop,java.instrument,java.management,java.naming,java.net.http,java.scripting,java.security.jgss,java.security.sasl,java.sql,java.transaction.xa,java.xml,jdk.crypto.ec,jdk.jfr,jdk.management,jdk.unsupported,jdk.zipfs

rm -rf "$out"
mkdir -p "$out/input" "$out/root/usr/bin"
"$jdk/bin/jlink" --add-modules "$modules" --strip-java-debug-attributes --no-header-files --no-man-pages --compress=2 --output "$out/runtime"
"$out/runtime/bin/java" -Xshare:dump >/dev/null
cp target/tunewise.jar target/tunewise-rules.jar "$out/input"
"$jdk/bin/jpackage" --type app-image --name tunewise --app-version "$version" --input "$out/input" --main-jar tunewise.jar \
    --runtime-image "$out/runtime" --dest "$out" \
    --java-options '-XX:SharedArchiveFile=$APPDIR/tunewise.jsa' --java-options '-Xshare:auto' --java-options '-Xlog:disable' \
    --java-options '-Xlog:all=error:stderr' \
    --java-options '-XX:+UseSerialGC' --java-options '-XX:-UsePerfData'
mv "$out/tunewise" "$out/app"
cp "$here/make-archive" "$out/app/lib/make-archive"
cp -r rules fixtures "$out/app"
"$jdk/bin/java" -cp "$classpath" src/build/Manual.java "$out/share/man/man1/tunewise.1.gz" \
    "$out/share/bash-completion/completions/tunewise" "${3%T*}"

mkdir -p "$out/root/opt" "$out/root/usr/lib/systemd/system" "$out/root/DEBIAN"
cp -r "$out/app" "$out/root/opt/tunewise"
cp -r "$out/share" "$out/root/usr/share"
ln -s /opt/tunewise/bin/tunewise "$out/root/usr/bin/tunewise"
cp "$here/tunewise.service" "$out/root/usr/lib/systemd/system"
install -m 755 "$here/postinst" "$here/prerm" "$out/root/DEBIAN"
cat >"$out/root/DEBIAN/control" <<CONTROL
Package: tunewise
Version: $version
Architecture: $architecture
Maintainer: Tunewise <tunewise@localhost>
Depends: adduser, libc6, zlib1g
Installed-Size: $(du -sk --exclude=DEBIAN "$out/root" | cut -f 1)
Section: science
Priority: optional
Description: which GPU, from whom, and how to fine-tune a language model on it
 Answers with one set-up that can be rented today, shows the rules that led
 there, and records every answer so that it can be proved later.
CONTROL
find "$out/root" "$out/app" "$out/share" -exec touch -h -d "$3" {} +
dpkg-deb --root-owner-group -Zgzip --build "$out/root" "target/tunewise_${version}_$architecture.deb" >/dev/null

cp -r "$out/share" "$out/app/share"
tar --sort=name --owner=0 --group=0 --numeric-owner --mtime="$3" --transform "s,^app,tunewise-$version," \
    -C "$out" -czf "target/tunewise-$version-linux-$architecture.tar.gz" app
ls -l target/*.deb target/*.tar.gz
