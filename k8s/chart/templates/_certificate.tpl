{{- /* What stands before the name of a service in the URI of its certificate. */ -}}
{{- define "parley.identityPrefix" -}}
spiffe://{{ .root.Values.mtls.trustDomain }}/ns/{{ .root.Release.Namespace }}/sa/{{ include "parley.fullname" .root }}-
{{- end -}}

{{- /* Its names are those by which clients resolve the headless Service, its identity is the ServiceAccount. */ -}}
{{- define "parley.certificate" -}}
{{- $tls := .root.Values.mtls -}}
{{- $name := include "parley.name" . -}}
apiVersion: cert-manager.io/v1
kind: Certificate
metadata:
  {{- include "parley.metadata" . | nindent 2 }}
spec:
  secretName: {{ $name }}-tls
  duration: {{ $tls.duration }}
  renewBefore: {{ $tls.renewBefore }}
  usages: [digital signature, key encipherment, server auth, client auth]
  privateKey:
    algorithm: ECDSA
    size: 256
    rotationPolicy: Always
  dnsNames:
    - {{ $name }}
    - {{ $name }}.{{ .root.Release.Namespace }}.svc
    - {{ $name }}.{{ .root.Release.Namespace }}.svc.cluster.local
  uris:
    - {{ include "parley.identityPrefix" . }}{{ .name }}
  issuerRef:
    group: cert-manager.io
    kind: {{ $tls.issuer.kind }}
    name: {{ $tls.issuer.name }}
{{- end -}}
