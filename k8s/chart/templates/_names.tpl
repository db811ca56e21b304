{{- /* What all templates call things. Each definition takes a dict of `root` and, where it is about one service, `name`. */ -}}

{{- define "parley.fullname" -}}
{{- if contains "parley" .Release.Name -}}{{ .Release.Name | trunc 40 | trimSuffix "-" }}{{- else -}}{{ printf "%s-parley" .Release.Name | trunc 40 | trimSuffix "-" }}{{- end -}}
{{- end -}}

{{- define "parley.name" -}}{{ include "parley.fullname" .root }}-{{ .name }}{{- end -}}

{{- define "parley.facts" -}}{{ .root.Files.Get "files/services.yaml" | fromYaml | dig .name dict | toYaml }}{{- end -}}

{{- define "parley.instanceSelector" -}}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/part-of: parley
{{- end -}}

{{- define "parley.selector" -}}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .name }}
{{- end -}}

{{- define "parley.labels" -}}
app.kubernetes.io/name: parley
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .name }}
app.kubernetes.io/part-of: parley
app.kubernetes.io/version: {{ include "parley.version" .root | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
{{- end -}}

{{- define "parley.version" -}}{{ .Values.image.tag | default .Chart.AppVersion }}{{- end -}}

{{- /* A digest wins over the tag. */ -}}
{{- define "parley.image" -}}
{{- $image := .root.Values.image -}}
{{- $digest := get $image.digests .name -}}
{{ $image.registry }}/{{ .name }}{{ if $digest }}@{{ $digest }}{{ else }}:{{ include "parley.version" .root }}{{ end }}
{{- end -}}

{{- /* metadata of an object: a dict of root, name (the component), and optionally suffix, labels, annotations. */ -}}
{{- define "parley.metadata" -}}
name: {{ include "parley.name" . }}{{ with .suffix }}-{{ . }}{{ end }}
namespace: {{ .root.Release.Namespace }}
labels:
  {{- include "parley.labels" . | nindent 2 }}
  {{- with .labels }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- with .annotations }}
annotations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{- /* Bytes of a quantity in Mi or Gi, as Mi. */ -}}
{{- define "parley.mebibytes" -}}
{{- if hasSuffix "Gi" . -}}{{ trimSuffix "Gi" . | int | mul 1024 }}
{{- else if hasSuffix "Mi" . -}}{{ trimSuffix "Mi" . | int }}
{{- else -}}{{ fail (printf "memory is said in Mi or Gi, not as %s" .) }}
{{- end -}}
{{- end -}}
