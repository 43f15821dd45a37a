{{- define "mail-bridge.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 48 | trimSuffix "-" -}}
{{- else -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- if contains $name .Release.Name -}}
{{- .Release.Name | trunc 48 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 48 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* The templates below take a list: the root, a service's name. */}}

{{- define "mail-bridge.resource" -}}
{{- printf "%s-%s" (include "mail-bridge.fullname" (index . 0)) (index . 1) -}}
{{- end -}}

{{- define "mail-bridge.selector" -}}
app.kubernetes.io/name: {{ (index . 0).Chart.Name }}
app.kubernetes.io/instance: {{ (index . 0).Release.Name }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end -}}

{{- define "mail-bridge.labels" -}}
{{ include "mail-bridge.selector" . }}
app.kubernetes.io/version: {{ (index . 0).Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ (index . 0).Release.Service }}
helm.sh/chart: {{ (index . 0).Chart.Name }}-{{ (index . 0).Chart.Version }}
{{- end -}}

{{- define "mail-bridge.port" -}}
{{- get (dict "config-service" "3010" "token-service" "3017" "imap-poller" "3018" "smtp-sender" "3019") (index . 1) -}}
{{- end -}}

{{- define "mail-bridge.scheme" -}}
{{- ternary "https" "http" .Values.internalTls.enabled -}}
{{- end -}}

{{- define "mail-bridge.url" -}}
{{- printf "%s://%s:%s" (include "mail-bridge.scheme" (index . 0)) (include "mail-bridge.resource" .) (include "mail-bridge.port" .) -}}
{{- end -}}

{{- define "mail-bridge.image" -}}
{{- $root := index . 0 -}}
{{- $digest := (index $root.Values.services (index . 1)).imageDigest -}}
{{- if $digest -}}
{{- printf "%s/%s@%s" $root.Values.image.registry (index . 1) $digest -}}
{{- else -}}
{{- printf "%s/%s:%s" $root.Values.image.registry (index . 1) (default $root.Chart.AppVersion $root.Values.image.tag) -}}
{{- end -}}
{{- end -}}

{{/* Whom a service calls: those get a token of their own audience. */}}
{{- define "mail-bridge.callees" -}}
{{- get (dict
    "config-service" "token-service imap-poller smtp-sender"
    "token-service" ""
    "imap-poller" "token-service"
    "smtp-sender" "token-service") (index . 1) -}}
{{- end -}}

{{/* Who keeps and reads contents. */}}
{{- define "mail-bridge.usesContent" -}}
{{- if has . (list "imap-poller" "smtp-sender") }}yes{{ end -}}
{{- end -}}

{{- define "mail-bridge.contentClaim" -}}
{{- default (printf "%s-content" (include "mail-bridge.fullname" .)) .Values.content.folder.existingClaim -}}
{{- end -}}

{{- define "mail-bridge.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
runAsNonRoot: true
capabilities:
  drop: [ALL]
{{- end -}}

{{- define "mail-bridge.podSecurity" -}}
runAsNonRoot: true
runAsUser: {{ .Values.podSecurity.runAsUser }}
runAsGroup: {{ .Values.podSecurity.runAsGroup }}
fsGroup: {{ .Values.podSecurity.fsGroup }}
fsGroupChangePolicy: OnRootMismatch
seccompProfile:
  type: RuntimeDefault
{{- end -}}
