{{- define "parley.deployment" -}}
{{- $root := .root -}}
{{- $service := get $root.Values.services .name -}}
{{- $facts := include "parley.facts" . | fromYaml -}}
{{- $stop := $service.stop -}}
apiVersion: apps/v1
kind: Deployment
metadata:
  {{- include "parley.metadata" . | nindent 2 }}
spec:
  {{- if eq $root.Values.autoscaling.kind "none" }}
  replicas: {{ $service.replicas.min }}
  {{- end }}
  revisionHistoryLimit: 5
  progressDeadlineSeconds: 600
  minReadySeconds: 5
  strategy:
    type: RollingUpdate
    rollingUpdate:
      maxUnavailable: 0
      maxSurge: 1
  selector:
    matchLabels:
      {{- include "parley.selector" . | nindent 6 }}
  template:
    metadata:
      labels:
        {{- include "parley.labels" . | nindent 8 }}
      annotations:
        kubectl.kubernetes.io/default-container: {{ .name }}
        {{- if $service.secret.revision }}
        parley/secret-revision: {{ $service.secret.revision | quote }}
        {{- end }}
        {{- with $root.Values.podAnnotations }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
    spec:
      serviceAccountName: {{ include "parley.name" . }}
      automountServiceAccountToken: false
      enableServiceLinks: false
      terminationGracePeriodSeconds: {{ add $stop.preStopSeconds $stop.drainSeconds 5 }}
      {{- with $root.Values.priorityClassName }}
      priorityClassName: {{ . }}
      {{- end }}
      {{- with $root.Values.image.pullSecrets }}
      imagePullSecrets:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      securityContext:
        {{- include "parley.podSecurity" . | nindent 8 }}
      topologySpreadConstraints:
        {{- range $key := list "kubernetes.io/hostname" "topology.kubernetes.io/zone" }}
        - maxSkew: 1
          topologyKey: {{ $key }}
          whenUnsatisfiable: ScheduleAnyway
          labelSelector:
            matchLabels:
              {{- include "parley.selector" $ | nindent 14 }}
        {{- end }}
      {{- with $root.Values.nodeSelector }}
      nodeSelector:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      {{- with $root.Values.tolerations }}
      tolerations:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      {{- if $facts.database }}
      initContainers:
        {{- include "parley.migrationContainer" (merge (dict "task" "wait-for-schema" "arguments" (list "--wait")) .) | nindent 8 }}
      {{- end }}
      containers:
        - name: {{ .name }}
          image: {{ include "parley.image" . }}
          imagePullPolicy: {{ $root.Values.image.pullPolicy }}
          env:
            {{- include "parley.environment" . | nindent 12 }}
          ports:
            {{- range $port, $number := $facts.ports }}
            - name: {{ $port }}
              containerPort: {{ $number }}
              protocol: TCP
            {{- end }}
          startupProbe:
            {{- include "parley.probe" (dict "path" "startup" "period" 2 "failures" 60) | nindent 12 }}
          livenessProbe:
            {{- include "parley.probe" (dict "path" "live" "period" 10 "failures" 4) | nindent 12 }}
          readinessProbe:
            {{- include "parley.probe" (dict "path" "ready" "period" 5 "failures" 2) | nindent 12 }}
          lifecycle:
            preStop:
              sleep:
                seconds: {{ $stop.preStopSeconds }}
          resources:
            {{- toYaml $service.resources | nindent 12 }}
          securityContext:
            {{- include "parley.containerSecurity" . | nindent 12 }}
          volumeMounts:
            {{- include "parley.mounts" . | nindent 12 }}
            {{- if $root.Values.mtls.enabled }}
            - name: tls
              mountPath: /run/secrets/tls
              readOnly: true
            {{- end }}
            {{- if and (eq .name "agents") $root.Values.mcp.existingConfigMap }}
            - name: mcp
              mountPath: /etc/parley/mcp
              readOnly: true
            {{- end }}
      volumes:
        {{- include "parley.volumes" . | nindent 8 }}
        {{- if $root.Values.mtls.enabled }}
        - name: tls
          secret:
            secretName: {{ include "parley.name" . }}-tls
            defaultMode: 288
        {{- end }}
        {{- if and (eq .name "agents") $root.Values.mcp.existingConfigMap }}
        - name: mcp
          configMap:
            name: {{ $root.Values.mcp.existingConfigMap }}
        {{- end }}
{{- end -}}

{{- /* Startup gives two minutes, liveness forty seconds of silence, readiness ten; none of them asks a dependency but ready. */ -}}
{{- define "parley.probe" -}}
httpGet:
  path: /health/{{ .path }}
  port: ops
periodSeconds: {{ .period }}
timeoutSeconds: 3
failureThreshold: {{ .failures }}
successThreshold: 1
{{- end -}}

{{- /* Everything a service reads, in one list: whoever changes a value rolls the pods. What is said for the service wins. */ -}}
{{- define "parley.environment" -}}
{{- $root := .root -}}
{{- $service := get $root.Values.services .name -}}
{{- $facts := include "parley.facts" . | fromYaml -}}
{{- $env := dict "NODE_ENV" $root.Values.environment "LOG_LEVEL" $root.Values.logLevel "LOG_FORMAT" "json" -}}
{{- $_ := set $env "BIND_ADDRESS" "0.0.0.0" -}}
{{- $_ := set $env "DRAIN_DELAY_MS" "0" -}}
{{- $_ := set $env "DRAIN_TIMEOUT_MS" (mul $service.stop.drainSeconds 1000 | toString) -}}
{{- range $name, $port := $facts.ports -}}
{{- $_ := set $env (get (dict "ops" "OPS_PORT" "grpc" "GRPC_PORT" "http" "PORT" "sites" "SITES_PORT") $name) (toString $port) -}}
{{- end -}}
{{- range $facts.calls -}}
{{- $peer := include "parley.facts" (dict "root" $root "name" .) | fromYaml -}}
{{- $_ := set $env (printf "%s_URL" (upper .)) (printf "dns:///%s:%v" (include "parley.name" (dict "root" $root "name" .)) $peer.ports.grpc) -}}
{{- end -}}
{{- if $facts.database -}}
{{- $_ := set $env "DATABASE_POOL_SIZE" (toString $service.databasePool) -}}
{{- end -}}
{{- if has "SITES_URL" $facts.variables -}}
{{- $_ := set $env "SITES_URL" (printf "%s://%s" (ternary "https" "http" $root.Values.public.tls) $root.Values.public.sitesHost) -}}
{{- end -}}
{{- if has "CONSOLE_URL" $facts.variables -}}
{{- $_ := set $env "CONSOLE_URL" (printf "%s://%s" (ternary "https" "http" $root.Values.public.tls) $root.Values.public.host) -}}
{{- end -}}
{{- with $root.Values.tracing.endpoint -}}
{{- $_ := set $env "OTEL_EXPORTER_OTLP_ENDPOINT" . -}}
{{- $_ := set $env "OTEL_TRACES_SAMPLER" "parentbased_traceidratio" -}}
{{- $_ := set $env "OTEL_TRACES_SAMPLER_ARG" (toString $root.Values.tracing.sampleRatio) -}}
{{- end -}}
{{- if $root.Values.mtls.enabled -}}
{{- $_ := set $env "GRPC_TLS_DIR" "/run/secrets/tls" -}}
{{- $_ := set $env "GRPC_TLS_IDENTITIES" (include "parley.identityPrefix" .) -}}
{{- end -}}
{{- if eq .name "notifier" -}}
{{- $_ := set $env "REPLICAS" (toString $service.replicas.max) -}}
{{- end -}}
{{- if and (eq .name "agents") $root.Values.mcp.existingConfigMap -}}
{{- $_ := set $env "MCP_CONFIG" "/etc/parley/mcp/mcp.json" -}}
{{- end -}}
{{- if $root.Values.development.enabled -}}
{{- $simulator := printf "http://%s:4000" (include "parley.name" (dict "root" $root "name" "simulator")) -}}
{{- range $name, $value := dict "WHATSAPP_API_URL" $simulator "ANTHROPIC_BASE_URL" (printf "%s/anthropic" $simulator) "STT_BASE_URL" (printf "%s/speech" $simulator) -}}
{{- if has $name $facts.variables -}}
{{- $_ := set $env $name $value -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- range $name, $value := $service.env -}}
{{- $_ := set $env $name (toString $value) -}}
{{- end -}}
{{- range $name, $value := $env }}
- name: {{ $name }}
  value: {{ $value | quote }}
{{- end }}
{{- include "parley.processEnv" (merge (dict "memory" $service.resources.limits.memory) .) | nindent 0 }}
{{- include "parley.secretEnv" . }}
{{- end -}}
