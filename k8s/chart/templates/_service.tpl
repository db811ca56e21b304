{{- /* All objects of one service; a dict of root and name. */ -}}
{{- define "parley.service" -}}
{{- $root := .root -}}
{{- $facts := include "parley.facts" . | fromYaml -}}
apiVersion: v1
kind: ServiceAccount
metadata:
  {{- include "parley.metadata" . | nindent 2 }}
automountServiceAccountToken: false
---
{{ include "parley.headlessService" . }}
---
{{ include "parley.deployment" . }}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  {{- include "parley.metadata" . | nindent 2 }}
spec:
  maxUnavailable: 1
  unhealthyPodEvictionPolicy: AlwaysAllow
  selector:
    matchLabels:
      {{- include "parley.selector" . | nindent 6 }}
{{- if eq $root.Values.autoscaling.kind "hpa" }}
---
{{ include "parley.hpa" . }}
{{- else if eq $root.Values.autoscaling.kind "keda" }}
---
{{ include "parley.scaledObject" . }}
{{- end }}
{{- if $facts.database }}
---
{{ include "parley.migration" . }}
{{- end }}
---
{{ include "parley.networkPolicy" . }}
{{- if $facts.database }}
---
{{ include "parley.migrationNetworkPolicy" . }}
{{- end }}
{{- if $root.Values.externalSecrets.enabled }}
---
{{ include "parley.externalSecret" . }}
{{- end }}
{{- if $root.Values.mtls.enabled }}
---
{{ include "parley.certificate" . }}
{{- end }}
{{- end -}}

{{- /* Without an address of its own, so that gRPC clients see every pod and spread their calls; the port is the container's. */ -}}
{{- define "parley.headlessService" -}}
{{- $facts := include "parley.facts" . | fromYaml -}}
apiVersion: v1
kind: Service
metadata:
  {{- include "parley.metadata" (merge (dict "labels" (dict "parley/metrics" "true")) .) | nindent 2 }}
spec:
  clusterIP: None
  selector:
    {{- include "parley.selector" . | nindent 4 }}
  ports:
    - name: grpc
      port: {{ $facts.ports.grpc }}
      targetPort: grpc
      protocol: TCP
      appProtocol: {{ ternary "grpc" "kubernetes.io/h2c" .root.Values.mtls.enabled }}
    - name: ops
      port: {{ $facts.ports.ops }}
      targetPort: ops
      protocol: TCP
      appProtocol: http
{{- end -}}

{{- define "parley.externalSecret" -}}
{{- $external := .root.Values.externalSecrets -}}
{{- $path := printf "%s/%s" $external.pathPrefix .name -}}
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata:
  {{- include "parley.metadata" . | nindent 2 }}
spec:
  refreshInterval: {{ $external.refreshInterval }}
  secretStoreRef:
    name: {{ $external.store.name }}
    kind: {{ $external.store.kind }}
  target:
    name: {{ include "parley.secretName" . }}
    creationPolicy: Owner
  data:
    {{- range include "parley.secretKeys" . | fromJsonArray }}
    - secretKey: {{ . }}
      remoteRef:
        key: {{ $path }}
        property: {{ . }}
    {{- end }}
{{- end -}}
