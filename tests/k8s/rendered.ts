import type { IDeployment } from 'kubernetes-models/apps/v1';
import type { IHorizontalPodAutoscaler } from 'kubernetes-models/autoscaling/v2';
import type { IJob } from 'kubernetes-models/batch/v1';
import type { IIngress, INetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1';
import type { IPodDisruptionBudget } from 'kubernetes-models/policy/v1';
import type {
  IConfigMap,
  IContainer,
  IPodTemplateSpec,
  ISecret,
  IService,
  IServiceAccount,
} from 'kubernetes-models/v1';
import { idOf, type Manifest } from '../../scripts/manifests/manifest.ts';
import { type Service, SERVICES } from '../../scripts/launcher/plan/service-table.ts';

export interface Workload {
  manifest: Manifest;
  /** `gateway`, or `gateway-migrate` for its Job. */
  component: string;
  template: IPodTemplateSpec;
}

/** What one overlay or one set of values renders, by kind. Objects are shared with `manifests`: a change shows everywhere. */
export class Rendered {
  constructor(
    readonly name: string,
    readonly manifests: Manifest[],
    /** Overlay `dev`, or values that bring stores into the cluster. */
    readonly isDevelopment: boolean,
  ) {}

  /** A copy that a negative control may break. */
  copy(): Rendered {
    return new Rendered(this.name, structuredClone(this.manifests), this.isDevelopment);
  }

  /** @typeParam T what objects of this kind have besides */
  kind<T = object>(kind: string): (Manifest & T)[] {
    return this.manifests.filter((manifest): manifest is Manifest & T => manifest.kind === kind);
  }

  get deployments() {
    return this.kind<IDeployment>('Deployment');
  }
  /** Those of the five services, without stores and simulator of a developer's cluster. */
  get services() {
    return this.deployments.filter((deployment) => SERVICES.includes(componentOf(deployment) as Service));
  }
  get autoscalers() {
    return this.kind<IHorizontalPodAutoscaler>('HorizontalPodAutoscaler');
  }
  get jobs() {
    return this.kind<IJob>('Job');
  }
  get budgets() {
    return this.kind<IPodDisruptionBudget>('PodDisruptionBudget');
  }
  get policies() {
    return this.kind<INetworkPolicy>('NetworkPolicy');
  }
  get ingresses() {
    return this.kind<IIngress>('Ingress');
  }
  get kubernetesServices() {
    return this.kind<IService>('Service');
  }
  get accounts() {
    return this.kind<IServiceAccount>('ServiceAccount');
  }
  get configMaps() {
    return this.kind<IConfigMap>('ConfigMap');
  }
  get secrets() {
    return this.kind<ISecret>('Secret');
  }

  /** Everything that starts pods. */
  get workloads(): Workload[] {
    return [...this.deployments, ...this.jobs].map((manifest) => ({
      manifest,
      component: manifest.spec!.template.metadata!.labels!['app.kubernetes.io/component']!,
      template: manifest.spec!.template,
    }));
  }

  deployment(component: string) {
    return this.deployments.find((deployment) => componentOf(deployment) === component)!;
  }

  find(id: string): Manifest {
    return this.manifests.find((manifest) => idOf(manifest) === id)!;
  }
}

export const componentOf = ({ metadata }: Manifest): string => metadata.labels?.['app.kubernetes.io/component'] ?? '';

export const containersOf = (template: IPodTemplateSpec): IContainer[] => [
  ...template.spec!.containers,
  ...(template.spec!.initContainers ?? []),
];

export const mainOf = ({ spec }: IDeployment): IContainer => spec!.template.spec!.containers[0]!;

export const envOf = (container: IContainer): Record<string, string> =>
  Object.fromEntries((container.env ?? []).map(({ name, value }) => [name, value ?? '']));

/** Whether a selector chooses these labels; one that says nothing chooses nothing here. */
export const covers = (selector: Record<string, string> | undefined, labels: Record<string, string> = {}): boolean =>
  selector !== undefined && Object.entries(selector).every(([key, value]) => labels[key] === value);

/** Mi of a quantity of memory; NaN for what is not one, which no comparison lets pass. */
export function mebibytes(quantity: string | number | undefined): number {
  const match = /^(\d+)(Mi|Gi)$/.exec(String(quantity));
  return match ? Number(match[1]) * (match[2] === 'Gi' ? 1_024 : 1) : NaN;
}
