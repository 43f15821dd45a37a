{{/* What a pod mounts and is told; each takes a list: the root, the service's name. */}}

{{- define "mail-bridge.env" -}}
{{- $root := index . 0 -}}
{{- $name := index . 1 -}}
{{- $values := $root.Values -}}
{{- $service := index $values.services $name -}}
- name: QUARKUS_CONFIG_LOCATIONS
  value: /etc/mail-bridge/config/application.properties
- name: JAVA_TOOL_OPTIONS
  value: {{ include "mail-bridge.javaOptions" $root | quote }}
{{- with $service.database }}
- name: QUARKUS_DATASOURCE_USERNAME
  valueFrom:
    secretKeyRef: {name: {{ .secret }}, key: username}
- name: QUARKUS_DATASOURCE_PASSWORD
  valueFrom:
    secretKeyRef: {name: {{ .secret }}, key: password}
{{- end }}
{{- if eq $values.kafka.security "mtls" }}
- name: KAFKA_SSL_KEYSTORE_PASSWORD
  valueFrom:
    secretKeyRef: {name: {{ $values.kafka.userSecretPrefix }}-{{ $name }}, key: user.password}
{{- else if eq $values.kafka.security "scram" }}
- name: KAFKA_SASL_JAAS_CONFIG
  valueFrom:
    secretKeyRef: {name: {{ $values.kafka.userSecretPrefix }}-{{ $name }}, key: sasl.jaas.config}
{{- end }}
{{- if and (ne $values.kafka.security "plaintext") $values.kafka.clusterCaSecret }}
- name: KAFKA_SSL_TRUSTSTORE_PASSWORD
  valueFrom:
    secretKeyRef: {name: {{ $values.kafka.clusterCaSecret }}, key: ca.password}
{{- end }}
{{- if and (eq $name "config-service") (eq $values.people.mode "oidc") }}
- name: QUARKUS_OIDC_CREDENTIALS_SECRET
  valueFrom:
    secretKeyRef: {name: {{ $values.people.oidc.clientSecret }}, key: secret}
{{- end }}
{{- if and (include "mail-bridge.usesContent" $name) (eq $values.content.kind "s3") $values.content.s3.credentialsSecret }}
- name: AWS_ACCESS_KEY_ID
  valueFrom:
    secretKeyRef: {name: {{ $values.content.s3.credentialsSecret }}, key: accessKeyId}
- name: AWS_SECRET_ACCESS_KEY
  valueFrom:
    secretKeyRef: {name: {{ $values.content.s3.credentialsSecret }}, key: secretAccessKey}
{{- end }}
{{- end -}}

{{- define "mail-bridge.javaOptions" -}}
{{- $proxy := .Values.proxy -}}
{{- .Values.javaOptions -}}
{{- if $proxy.host }} -Dhttps.proxyHost={{ $proxy.host }} -Dhttps.proxyPort={{ $proxy.port }} -Dhttp.nonProxyHosts={{ $proxy.nonProxyHosts }}{{ end -}}
{{- end -}}

{{- define "mail-bridge.mounts" -}}
{{- $root := index . 0 -}}
{{- $name := index . 1 -}}
{{- $values := $root.Values -}}
- {name: config, mountPath: /etc/mail-bridge/config, readOnly: true}
- {name: tmp, mountPath: /tmp}
{{- if eq $values.serviceAuthentication.mode "keys" }}
- {name: keys, mountPath: /etc/mail-bridge/keys, readOnly: true}
{{- else if include "mail-bridge.callees" . }}
- {name: tokens, mountPath: /var/run/mail-bridge/tokens, readOnly: true}
{{- end }}
{{- if $values.operatorKeySecret }}
- {name: operator, mountPath: /etc/mail-bridge/operator, readOnly: true}
{{- end }}
{{- if eq $values.kafka.security "mtls" }}
- {name: kafka-user, mountPath: /etc/mail-bridge/kafka-user, readOnly: true}
{{- end }}
{{- if and (ne $values.kafka.security "plaintext") $values.kafka.clusterCaSecret }}
- {name: kafka-ca, mountPath: /etc/mail-bridge/kafka-ca, readOnly: true}
{{- end }}
{{- if $values.trust.configMap }}
- {name: trust, mountPath: /etc/mail-bridge/trust, readOnly: true}
{{- end }}
{{- if $values.internalTls.enabled }}
- {name: tls, mountPath: /etc/mail-bridge/tls, readOnly: true}
{{- end }}
{{- if and (include "mail-bridge.usesContent" $name) (eq $values.content.kind "folder") }}
- {name: content, mountPath: /var/lib/mail-bridge/content}
{{- end }}
{{- if eq $name "token-service" }}
{{- if (index $values.services $name).masterKeySecret }}
- {name: master-key, mountPath: /etc/mail-bridge/master-key, readOnly: true}
{{- end }}
{{- if $values.transit.url }}
- {name: transit, mountPath: /var/run/mail-bridge/transit, readOnly: true}
{{- end }}
{{- if $values.federation.enabled }}
- {name: federation, mountPath: /var/run/mail-bridge/federation, readOnly: true}
{{- end }}
{{- end }}
{{- if and (eq $name "config-service") (eq $values.people.mode "local") }}
- {name: admin, mountPath: /etc/mail-bridge/admin, readOnly: true}
{{- end }}
{{- end -}}

{{- define "mail-bridge.volumes" -}}
{{- $root := index . 0 -}}
{{- $name := index . 1 -}}
{{- $values := $root.Values -}}
- name: config
  configMap:
    name: {{ include "mail-bridge.resource" . }}
- name: tmp
  emptyDir:
    sizeLimit: {{ ternary "2Gi" "256Mi" (eq $name "imap-poller") }}
{{- if eq $values.serviceAuthentication.mode "keys" }}
- name: keys
  secret:
    secretName: {{ $values.serviceAuthentication.keysSecret }}
    defaultMode: 0440
    # A service gets the keys it needs to know others by, not all.
    items:
      - {key: {{ $name }}, path: {{ $name }}}
      {{- range $caller := list "config-service" "imap-poller" "smtp-sender" }}
      {{- if has $name (splitList " " (include "mail-bridge.callees" (list $root $caller))) }}
      - {key: {{ $caller }}, path: {{ $caller }}}
      {{- end }}
      {{- end }}
{{- else if include "mail-bridge.callees" . }}
- name: tokens
  projected:
    defaultMode: 0440
    sources:
      {{- range splitList " " (include "mail-bridge.callees" .) }}
      - serviceAccountToken:
          audience: {{ . }}
          expirationSeconds: {{ $values.serviceAuthentication.tokenExpirationSeconds }}
          path: {{ . }}
      {{- end }}
{{- end }}
{{- if $values.operatorKeySecret }}
- name: operator
  secret:
    secretName: {{ $values.operatorKeySecret }}
    defaultMode: 0440
{{- end }}
{{- if eq $values.kafka.security "mtls" }}
- name: kafka-user
  secret:
    secretName: {{ $values.kafka.userSecretPrefix }}-{{ $name }}
    defaultMode: 0440
    items:
      - {key: user.p12, path: user.p12}
{{- end }}
{{- if and (ne $values.kafka.security "plaintext") $values.kafka.clusterCaSecret }}
- name: kafka-ca
  secret:
    secretName: {{ $values.kafka.clusterCaSecret }}
    defaultMode: 0440
    items:
      - {key: ca.p12, path: ca.p12}
{{- end }}
{{- if $values.trust.configMap }}
- name: trust
  configMap:
    name: {{ $values.trust.configMap }}
{{- end }}
{{- if $values.internalTls.enabled }}
- name: tls
  secret:
    secretName: {{ $values.internalTls.secretPrefix }}-{{ $name }}
    defaultMode: 0440
{{- end }}
{{- if and (include "mail-bridge.usesContent" $name) (eq $values.content.kind "folder") }}
- name: content
  persistentVolumeClaim:
    claimName: {{ include "mail-bridge.contentClaim" $root }}
{{- end }}
{{- if eq $name "token-service" }}
{{- with (index $values.services $name).masterKeySecret }}
- name: master-key
  secret:
    secretName: {{ . }}
    defaultMode: 0440
{{- end }}
{{- if $values.transit.url }}
- name: transit
  projected:
    defaultMode: 0440
    sources:
      - serviceAccountToken:
          audience: {{ $values.transit.audience }}
          expirationSeconds: 3600
          path: token
{{- end }}
{{- if $values.federation.enabled }}
- name: federation
  projected:
    defaultMode: 0440
    sources:
      - serviceAccountToken:
          audience: {{ $values.federation.audience }}
          expirationSeconds: 3600
          path: token
{{- end }}
{{- end }}
{{- if and (eq $name "config-service") (eq $values.people.mode "local") }}
- name: admin
  secret:
    secretName: {{ $values.people.adminPasswordSecret }}
    defaultMode: 0440
{{- end }}
{{- end -}}
