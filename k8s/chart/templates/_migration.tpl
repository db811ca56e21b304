{{- /*
Migrations only add, so pods of the last version go on working beside the new schema; new pods wait in an init container until
theirs is there. One runs at a time, held by a lock in Postgres, however many Jobs and people start it.
*/ -}}
{{- define "parley.migration" -}}
apiVersion: batch/v1
kind: Job
metadata:
  {{- $version := include "parley.image" . | sha256sum | trunc 8 }}
  {{- include "parley.metadata" (merge (dict "suffix" (printf "migrate-%s" $version)) .) | nindent 2 }}
spec:
  backoffLimit: 6
  activeDeadlineSeconds: 900
  ttlSecondsAfterFinished: 600
  template:
    metadata:
      labels:
        {{- include "parley.labels" (merge (dict "name" (printf "%s-migrate" .name)) .) | nindent 8 }}
    spec:
      restartPolicy: OnFailure
      serviceAccountName: {{ include "parley.name" . }}
      automountServiceAccountToken: false
      enableServiceLinks: false
      terminationGracePeriodSeconds: 30
      {{- with .root.Values.image.pullSecrets }}
      imagePullSecrets:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      securityContext:
        {{- include "parley.podSecurity" . | nindent 8 }}
      containers:
        {{- include "parley.migrationContainer" (merge (dict "task" "migrate" "arguments" list) .) | nindent 8 }}
      volumes:
        {{- include "parley.volumes" . | nindent 8 }}
{{- end -}}

{{- define "parley.migrationContainer" -}}
- name: {{ .task }}
  image: {{ include "parley.image" . }}
  imagePullPolicy: {{ .root.Values.image.pullPolicy }}
  command: {{ concat (list "node" (printf "dist/apps/%s/src/migrate.js" .name)) .arguments | toJson }}
  env:
    - name: DATABASE_URL_FILE
      value: /run/secrets/parley/DATABASE_URL
    {{- if and (eq .name "agents") (eq .task "migrate") }}
    - name: EXAMPLE_BUSINESS
      value: {{ get .root.Values.services.agents.env "EXAMPLE_BUSINESS" | default "none" | quote }}
    {{- end }}
    {{- include "parley.processEnv" (merge (dict "memory" "256Mi") .) | nindent 4 }}
  resources:
    requests:
      cpu: 50m
      memory: 128Mi
      ephemeral-storage: 16Mi
    limits:
      memory: 256Mi
      ephemeral-storage: 64Mi
  securityContext:
    {{- include "parley.containerSecurity" . | nindent 4 }}
  volumeMounts:
    {{- include "parley.mounts" . | nindent 4 }}
{{- end -}}
