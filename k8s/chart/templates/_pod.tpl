{{- /* The parts of a pod that services, migrations and tests share. */ -}}

{{- define "parley.podSecurity" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{- define "parley.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
runAsNonRoot: true
runAsUser: 10001
capabilities:
  drop: [ALL]
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{- /* Three quarters of the limit: the rest is for buffers, code and stacks. A small young generation saves 30 MB of an idle service. */ -}}
{{- define "parley.nodeOptions" -}}
--max-semi-space-size=4 --max-old-space-size={{ div (mul 3 (include "parley.mebibytes" . | int)) 4 }}
{{- end -}}

{{- define "parley.secretName" -}}
{{- $service := get .root.Values.services .name -}}
{{ $service.secret.existingSecret | default (include "parley.name" .) }}
{{- end -}}

{{- /* Names of the secrets that a service gets, each as <NAME>_FILE. */ -}}
{{- define "parley.secretKeys" -}}
{{- $facts := include "parley.facts" . | fromYaml -}}
{{- $service := get .root.Values.services .name -}}
{{- concat $facts.secrets.required $service.secret.optional | uniq | sortAlpha | toJson -}}
{{- end -}}

{{- define "parley.secretEnv" -}}
{{- range include "parley.secretKeys" . | fromJsonArray }}
- name: {{ . }}_FILE
  value: /run/secrets/parley/{{ . }}
{{- end }}
{{- end -}}

{{- define "parley.mounts" -}}
- name: tmp
  mountPath: /tmp
- name: secrets
  mountPath: /run/secrets/parley
  readOnly: true
{{- if .root.Values.database.caSecret }}
- name: database-ca
  mountPath: /run/secrets/database-ca
  readOnly: true
{{- end }}
{{- end -}}

{{- define "parley.volumes" -}}
- name: tmp
  emptyDir:
    sizeLimit: 64Mi
- name: secrets
  secret:
    secretName: {{ include "parley.secretName" . }}
    defaultMode: 288 # 0440, which some readers of YAML take for decimal
{{- if .root.Values.database.caSecret }}
- name: database-ca
  secret:
    secretName: {{ .root.Values.database.caSecret }}
    defaultMode: 288 # 0440, which some readers of YAML take for decimal
{{- end }}
{{- end -}}

{{- /* What every Node process gets; a dict of root, name and memory (the limit). */ -}}
{{- define "parley.processEnv" -}}
- name: NODE_OPTIONS
  value: {{ include "parley.nodeOptions" .memory | quote }}
- name: TMPDIR
  value: /tmp
{{- if .root.Values.database.caSecret }}
- name: NODE_EXTRA_CA_CERTS
  value: /run/secrets/database-ca/ca.crt
{{- end }}
{{- end -}}
