{{- /* A store or the simulator of a developer's cluster: one pod behind one Service. A dict of root, name, port and container. */ -}}
{{- define "parley.developmentPod" -}}
apiVersion: v1
kind: ServiceAccount
metadata:
  {{- include "parley.metadata" . | nindent 2 }}
automountServiceAccountToken: false
---
apiVersion: v1
kind: Service
metadata:
  {{- include "parley.metadata" . | nindent 2 }}
spec:
  selector:
    {{- include "parley.selector" . | nindent 4 }}
  ports:
    - name: main
      port: {{ .port }}
      targetPort: main
      protocol: TCP
---
apiVersion: apps/v1
kind: Deployment
metadata:
  {{- include "parley.metadata" . | nindent 2 }}
spec:
  replicas: 1
  revisionHistoryLimit: 3
  progressDeadlineSeconds: 600
  strategy:
    type: Recreate
  selector:
    matchLabels:
      {{- include "parley.selector" . | nindent 6 }}
  template:
    metadata:
      labels:
        {{- include "parley.labels" . | nindent 8 }}
    spec:
      serviceAccountName: {{ include "parley.name" . }}
      automountServiceAccountToken: false
      enableServiceLinks: false
      terminationGracePeriodSeconds: 30
      securityContext:
        {{- include "parley.podSecurity" . | nindent 8 }}
      containers:
        - name: {{ .name }}
          image: {{ .image }}
          imagePullPolicy: {{ .root.Values.image.pullPolicy }}
          {{- with .args }}
          args: {{ toJson . }}
          {{- end }}
          env:
            {{- toYaml .env | nindent 12 }}
          ports:
            - name: main
              containerPort: {{ .port }}
              protocol: TCP
          startupProbe: {{ merge (dict "periodSeconds" 2 "failureThreshold" 60 "timeoutSeconds" 3 "successThreshold" 1) .probe | toJson }}
          livenessProbe: {{ merge (dict "periodSeconds" 10 "failureThreshold" 6 "timeoutSeconds" 3 "successThreshold" 1) .probe | toJson }}
          readinessProbe: {{ merge (dict "periodSeconds" 5 "failureThreshold" 2 "timeoutSeconds" 3 "successThreshold" 1) .probe | toJson }}
          resources:
            requests: { cpu: 100m, memory: 192Mi, ephemeral-storage: 64Mi }
            limits: { memory: 512Mi, ephemeral-storage: 1Gi }
          securityContext:
            {{- include "parley.containerSecurity" . | nindent 12 }}
          volumeMounts:
            - name: tmp
              mountPath: /tmp
            {{- with .mounts }}
            {{- toYaml . | nindent 12 }}
            {{- end }}
      volumes:
        - name: tmp
          emptyDir:
            sizeLimit: 64Mi
        {{- with .volumes }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
{{- end -}}
