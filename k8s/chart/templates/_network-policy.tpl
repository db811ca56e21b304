{{- /* Who may reach whom: the table of edges, which the code itself calls by, turned into rules. */ -}}

{{- define "parley.podsOf" -}}
- podSelector:
    matchLabels:
      {{- include "parley.selector" . | nindent 6 }}
{{- end -}}

{{- /* Where a store is: a list of network policy peers from the values; in the cluster of a developer it is a pod. */ -}}
{{- define "parley.storeEgress" -}}
{{- $store := get .root.Values.networkPolicy .store -}}
- to:
    {{- if .root.Values.development.enabled }}
    {{- include "parley.podsOf" (dict "root" .root "name" .pod) | nindent 4 }}
    {{- else }}
    {{- range $store.cidrs }}
    - ipBlock:
        cidr: {{ . }}
    {{- end }}
    {{- end }}
  ports:
    - protocol: TCP
      port: {{ $store.port }}
{{- end -}}

{{- define "parley.dnsEgress" -}}
- to:
    - namespaceSelector:
        matchLabels:
          kubernetes.io/metadata.name: kube-system
  ports:
    - protocol: UDP
      port: 53
    - protocol: TCP
      port: 53
{{- end -}}

{{- /* The internet without the ranges in which clusters, clouds and their metadata live. */ -}}
{{- define "parley.internetEgress" -}}
- to:
    - ipBlock:
        cidr: 0.0.0.0/0
        except: [0.0.0.0/8, 10.0.0.0/8, 100.64.0.0/10, 127.0.0.0/8, 169.254.0.0/16, 172.16.0.0/12, 192.0.0.0/24, 192.168.0.0/16, 198.18.0.0/15, 224.0.0.0/4, 240.0.0.0/4]
    - ipBlock:
        cidr: 2000::/3
        except: [2001::/32, 2002::/16]
  ports:
    - protocol: TCP
      port: 443
{{- end -}}

{{- /* Speech and MCP are reached only where they are set up; the model and WhatsApp always. */ -}}
{{- define "parley.hasInternet" -}}
{{- $service := get .root.Values.services .name -}}
{{- $facts := include "parley.facts" . | fromYaml -}}
{{- $always := or (has "model" $facts.outside) (has "whatsapp" $facts.outside) -}}
{{- if or $always (and (has "speech" $facts.outside) (hasKey $service.env "STT_BASE_URL")) -}}true{{- end -}}
{{- end -}}

{{- define "parley.networkPolicy" -}}
{{- $root := .root -}}
{{- $service := get $root.Values.services .name -}}
{{- $facts := include "parley.facts" . | fromYaml -}}
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  {{- include "parley.metadata" . | nindent 2 }}
spec:
  podSelector:
    matchLabels:
      {{- include "parley.selector" . | nindent 6 }}
  policyTypes: [Ingress, Egress]
  ingress:
    - from:
        {{- toYaml $root.Values.networkPolicy.monitoring | nindent 8 }}
        {{- include "parley.podsOf" (dict "root" $root "name" "test") | nindent 8 }}
      ports:
        - protocol: TCP
          port: ops
    {{- if $facts.calledBy }}
    - from:
        {{- range $facts.calledBy }}
        {{- include "parley.podsOf" (dict "root" $root "name" .) | nindent 8 }}
        {{- end }}
      ports:
        - protocol: TCP
          port: grpc
    {{- end }}
    {{- if eq .name "gateway" }}
    - from:
        {{- toYaml $root.Values.networkPolicy.ingressController | nindent 8 }}
        {{- if $root.Values.development.enabled }}
        {{- include "parley.podsOf" (dict "root" $root "name" "simulator") | nindent 8 }}
        {{- end }}
      ports:
        - protocol: TCP
          port: http
        - protocol: TCP
          port: sites
    {{- end }}
  egress:
    {{- include "parley.dnsEgress" . | nindent 4 }}
    {{- range $facts.calls }}
    {{- $peer := include "parley.facts" (dict "root" $root "name" .) | fromYaml }}
    - to:
        {{- include "parley.podsOf" (dict "root" $root "name" .) | nindent 8 }}
      ports:
        - protocol: TCP
          port: {{ $peer.ports.grpc }}
    {{- end }}
    {{- if $facts.database }}
    {{- include "parley.storeEgress" (dict "root" $root "store" "database" "pod" "postgres") | nindent 4 }}
    {{- end }}
    {{- if $facts.redis }}
    {{- include "parley.storeEgress" (dict "root" $root "store" "redis" "pod" "redis") | nindent 4 }}
    {{- end }}
    {{- if $root.Values.development.enabled }}
    {{- if $facts.outside }}
    - to:
        {{- include "parley.podsOf" (dict "root" $root "name" "simulator") | nindent 8 }}
      ports:
        - protocol: TCP
          port: 4000
    {{- end }}
    {{- else if include "parley.hasInternet" . }}
    {{- include "parley.internetEgress" . | nindent 4 }}
    {{- end }}
    {{- with $root.Values.tracing.egress }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
    {{- with $service.extraEgress }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
{{- end -}}

{{- define "parley.migrationNetworkPolicy" -}}
{{- $pod := merge (dict "name" (printf "%s-migrate" .name)) . -}}
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  {{- include "parley.metadata" $pod | nindent 2 }}
spec:
  podSelector:
    matchLabels:
      {{- include "parley.selector" $pod | nindent 6 }}
  policyTypes: [Ingress, Egress]
  egress:
    {{- include "parley.dnsEgress" . | nindent 4 }}
    {{- include "parley.storeEgress" (dict "root" .root "store" "database" "pod" "postgres") | nindent 4 }}
{{- end -}}
