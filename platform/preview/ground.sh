#!/bin/bash
# Certificates for the way of a log line, and folders for servers that do not run as root. Everything is under $1, a volume each.
# The key of the authority is thrown away: nothing else is ever signed with it. Run again, it leaves certificates as they are
# until the last month of their year.
set -euo pipefail
umask 077
ground=$1
ca=$ground/authority/ca.crt
month=2592000

make_key() { openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out "$1"; }

# Each server reads its own folder, and finds the authority beside its key.
certify() {
  local name=$1 key=$2
  local folder=$ground/$name
  # PKCS 8, the one form that every reader takes.
  make_key "$folder/$key"
  openssl req -new -key "$folder/$key" -subj "/CN=$name" -out "$work/$name.csr"
  printf 'subjectAltName=DNS:%s,DNS:localhost,IP:127.0.0.1\nextendedKeyUsage=serverAuth,clientAuth\nbasicConstraints=CA:FALSE\n' "$name" >"$work/$name.ext"
  openssl x509 -req -in "$work/$name.csr" -CA "$work/ca.crt" -CAkey "$work/ca.key" -CAcreateserial -days 365 -sha256 \
    -extfile "$work/$name.ext" -out "$folder/$name.crt"
  cp "$work/ca.crt" "$folder/ca.crt"
}

if [ ! -s "$ca" ] || ! openssl x509 -checkend "$month" -noout -in "$ca" >/dev/null; then
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  make_key "$work/ca.key"
  openssl req -x509 -new -key "$work/ca.key" -subj "/CN=Sightline preview" -days 365 -sha256 \
    -addext 'keyUsage=critical,keyCertSign,cRLSign' -out "$work/ca.crt"
  certify es-cluster es-cluster.key
  certify logstash logstash.pkcs8.key
  certify filebeat filebeat.key
  # Last, and at once: a run that was cut short begins anew.
  cp "$work/ca.crt" "$ca.new"
  mv "$ca.new" "$ca"
fi

# The input of dead letters does not wait for the folder of the pipeline that fills it.
mkdir -p "$ground/logstash-data/dead_letter_queue/framework-pipeline"
# All of the servers are this user, in the group of root.
chown -R 1000:0 "$ground"
chmod -R u=rwX,go= "$ground"
# Certificates are no secret; whoever runs as somebody else may trust the authority too.
chmod 755 "$ground/authority"
chmod 644 "$ca"
