{{/* A service's application.properties: what isn't secret. Takes a list: the root, the service's name. */}}
{{- define "mail-bridge.properties" -}}
{{- $root := index . 0 -}}
{{- $name := index . 1 -}}
{{- $values := $root.Values -}}
{{- $service := index $values.services $name -}}
# Over the packaged settings, under environment variables.
config_ordinal=275
quarkus.http.host=0.0.0.0
quarkus.http.port={{ include "mail-bridge.port" . }}
quarkus.shutdown.timeout={{ sub (int $service.terminationGracePeriodSeconds) 10 }}s
quarkus.log.level={{ $values.logging.level }}
quarkus.log.console.json.enabled={{ $values.logging.json }}
{{- if $values.internalTls.enabled }}
quarkus.tls.internal.key-store.pem.service.cert=/etc/mail-bridge/tls/tls.crt
quarkus.tls.internal.key-store.pem.service.key=/etc/mail-bridge/tls/tls.key
quarkus.tls.internal.reload-period=1h
quarkus.http.tls-configuration-name=internal
quarkus.http.insecure-requests=disabled
quarkus.http.ssl-port={{ include "mail-bridge.port" . }}
{{- end }}
kafka.bootstrap.servers={{ $values.kafka.bootstrapServers }}
{{- if eq $values.kafka.security "mtls" }}
kafka.security.protocol=SSL
kafka.ssl.keystore.type=PKCS12
kafka.ssl.keystore.location=/etc/mail-bridge/kafka-user/user.p12
{{- else if eq $values.kafka.security "scram" }}
kafka.security.protocol=SASL_SSL
kafka.sasl.mechanism=SCRAM-SHA-512
{{- end }}
{{- if and (ne $values.kafka.security "plaintext") $values.kafka.clusterCaSecret }}
kafka.ssl.truststore.type=PKCS12
kafka.ssl.truststore.location=/etc/mail-bridge/kafka-ca/ca.p12
{{- end }}
{{- with $service.database }}
quarkus.datasource.jdbc.url={{ .url }}
{{- end }}
{{- if $values.trust.configMap }}
mail-bridge.trust.certificates=/etc/mail-bridge/trust/ca.pem
{{- end }}
{{- if eq $values.serviceAuthentication.mode "keys" }}
mail-bridge.keys.directory=/etc/mail-bridge/keys
{{- else }}
{{- if include "mail-bridge.callees" . }}
mail-bridge.keys.token-directory=/var/run/mail-bridge/tokens
{{- end }}
{{- if ne $name "config-service" }}
quarkus.oidc.tenant-enabled=true
quarkus.oidc.application-type=service
quarkus.oidc.token.audience={{ $name }}
quarkus.oidc.token.issuer={{ $values.serviceAuthentication.issuer }}
{{- if $values.serviceAuthentication.publicKey }}
quarkus.oidc.public-key={{ $values.serviceAuthentication.publicKey }}
{{- else }}
quarkus.oidc.auth-server-url={{ $values.serviceAuthentication.issuer }}
{{- end }}
{{- range $caller := list "config-service" "imap-poller" "smtp-sender" }}
mail-bridge.keys.subjects."system\:serviceaccount\:{{ $root.Release.Namespace }}\:{{ include "mail-bridge.resource" (list $root $caller) }}"={{ $caller }}
{{- end }}
{{- end }}
{{- end }}
{{- if $values.operatorKeySecret }}
mail-bridge.keys.operator-key-file=/etc/mail-bridge/operator/key
{{- end }}
{{- if ne $name "token-service" }}
mail-bridge.token-service.url={{ include "mail-bridge.url" (list $root "token-service") }}
{{- end }}
{{- if include "mail-bridge.usesContent" $name }}
{{- if eq $name "imap-poller" }}
mail-bridge.content.retention-days={{ $values.content.retentionDays }}
{{- end }}
{{- if eq $values.content.kind "folder" }}
mail-bridge.content.directory=/var/lib/mail-bridge/content
{{- else }}
mail-bridge.content.s3.bucket={{ $values.content.s3.bucket }}
mail-bridge.content.s3.region={{ $values.content.s3.region }}
mail-bridge.content.s3.path-style={{ $values.content.s3.pathStyle }}
{{- with $values.content.s3.endpoint }}
mail-bridge.content.s3.endpoint={{ . }}
{{- end }}
{{- end }}
{{- end }}
{{- if eq $name "imap-poller" }}
mail-bridge.poller.spool-directory=/tmp
mail-bridge.poller.graph.url={{ $values.graph.url }}
{{- end }}
{{- if eq $name "smtp-sender" }}
mail-bridge.submission.graph-url={{ $values.graph.url }}
{{- end }}
{{- if eq $name "token-service" }}
{{- if $service.masterKeySecret }}
mail-bridge.master-key.file=/etc/mail-bridge/master-key/keyset.json
{{- end }}
{{- with $values.transit }}
{{- if .url }}
mail-bridge.master-key.keeper=transit
mail-bridge.master-key.transit.url={{ .url }}
mail-bridge.master-key.transit.mount={{ .mount }}
mail-bridge.master-key.transit.key={{ .key }}
mail-bridge.master-key.transit.kubernetes-role={{ .kubernetesRole }}
mail-bridge.master-key.transit.kubernetes-mount={{ .kubernetesMount }}
mail-bridge.master-key.transit.kubernetes-token-file=/var/run/mail-bridge/transit/token
{{- with .namespace }}
mail-bridge.master-key.transit.namespace={{ . }}
{{- end }}
{{- end }}
{{- end }}
{{- if $values.proxy.host }}
mail-bridge.identity-provider.proxy.host={{ $values.proxy.host }}
mail-bridge.identity-provider.proxy.port={{ $values.proxy.port }}
{{- end }}
{{- with $values.ingress.redirect }}
{{- if .enabled }}
mail-bridge.sign-in.public-url=https://{{ .host }}/
{{- end }}
{{- end }}
{{- with $values.ingress.admin }}
{{- if .enabled }}
mail-bridge.web-admin.url=https://{{ .host }}
{{- end }}
{{- end }}
{{- end }}
{{- if eq $name "config-service" }}
mail-bridge.imap-poller.url={{ include "mail-bridge.url" (list $root "imap-poller") }}
mail-bridge.smtp-sender.url={{ include "mail-bridge.url" (list $root "smtp-sender") }}
mail-bridge.topics.partitions={{ $values.topics.partitions }}
mail-bridge.topics.replication-factor={{ $values.topics.replicationFactor }}
mail-bridge.topics.retention={{ $values.topics.retention }}
quarkus.http.proxy.proxy-address-forwarding=true
quarkus.http.proxy.allow-x-forwarded=true
{{- if eq $values.people.mode "local" }}
mail-bridge.admin.enabled=true
mail-bridge.admin.password-file=/etc/mail-bridge/admin/password
{{- else }}
mail-bridge.admin.enabled=false
quarkus.oidc.tenant-enabled=true
quarkus.oidc.application-type=hybrid
quarkus.oidc.auth-server-url={{ $values.people.oidc.authServerUrl }}
quarkus.oidc.client-id={{ $values.people.oidc.clientId }}
{{- end }}
{{- end }}
{{- if $values.tracing.endpoint }}
quarkus.otel.sdk.disabled=false
quarkus.otel.exporter.otlp.endpoint={{ $values.tracing.endpoint }}
quarkus.otel.traces.sampler=parentbased_traceidratio
quarkus.otel.traces.sampler.arg={{ $values.tracing.samplingRatio }}
{{- end }}
{{- range $key, $value := $service.properties }}
{{ $key }}={{ $value }}
{{- end }}
{{- end -}}
