{{- /* Fast up, slow down. CPU alone never scales what waits for a model or for WhatsApp: the queue of each service is its second measure. */ -}}

{{- define "parley.cpuTarget" -}}60{{- end -}}

{{- define "parley.behaviour" -}}
{{- $pace := (get .root.Values.services .name).replicas -}}
scaleUp:
  stabilizationWindowSeconds: 0
  selectPolicy: Max
  policies:
    - type: Percent
      value: 100
      periodSeconds: 15
    - type: Pods
      value: {{ $pace.upPods }}
      periodSeconds: 15
scaleDown:
  stabilizationWindowSeconds: 300
  selectPolicy: Min
  policies:
    - type: Pods
      value: 1
      periodSeconds: {{ $pace.downSeconds }}
{{- end -}}

{{- /* Names of the service's queue metrics in files/queues.yaml, with their queries and targets. */ -}}
{{- define "parley.queues" -}}{{ .root.Files.Get "files/queues.yaml" | fromYaml | dig .name list | toJson }}{{- end -}}

{{- define "parley.hpa" -}}
{{- $replicas := (get .root.Values.services .name).replicas -}}
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  {{- include "parley.metadata" . | nindent 2 }}
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: {{ include "parley.name" . }}
  minReplicas: {{ $replicas.min }}
  maxReplicas: {{ $replicas.max }}
  behavior:
    {{- include "parley.behaviour" . | nindent 4 }}
  metrics:
    - type: Resource
      resource:
        name: cpu
        target:
          type: Utilization
          averageUtilization: {{ include "parley.cpuTarget" . }}
    {{- if .root.Values.autoscaling.queueMetrics }}
    {{- range include "parley.queues" . | fromJsonArray }}
    - type: External
      external:
        metric:
          name: {{ .metric }}
        target:
          {{- if eq .targetType "Value" }}
          type: Value
          value: {{ .target | quote }}
          {{- else }}
          type: AverageValue
          averageValue: {{ .target | quote }}
          {{- end }}
    {{- end }}
    {{- end }}
{{- end -}}

{{- define "parley.scaledObject" -}}
{{- $root := .root -}}
{{- $replicas := (get .root.Values.services .name).replicas -}}
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata:
  {{- include "parley.metadata" . | nindent 2 }}
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: {{ include "parley.name" . }}
  minReplicaCount: {{ $replicas.min }}
  maxReplicaCount: {{ $replicas.max }}
  pollingInterval: 15
  fallback:
    failureThreshold: 4
    replicas: {{ $replicas.min }}
  advanced:
    horizontalPodAutoscalerConfig:
      behavior:
        {{- include "parley.behaviour" . | nindent 8 }}
  triggers:
    - type: cpu
      metricType: Utilization
      metadata:
        value: {{ include "parley.cpuTarget" . | quote }}
    {{- range include "parley.queues" . | fromJsonArray }}
    - type: prometheus
      name: {{ .metric | replace "_" "-" }}
      metricType: {{ .targetType }}
      metadata:
        serverAddress: {{ $root.Values.autoscaling.prometheusUrl }}
        query: {{ .query | replace "<selector>" (printf "%s,namespace=%q" .selector $root.Release.Namespace) | quote }}
        threshold: {{ .threshold | quote }}
    {{- end }}
{{- end -}}
