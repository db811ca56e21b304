import type { Metadata, ServerUnaryCall, ServerWritableStream } from '@grpc/grpc-js';
import { GrpcMethod } from '@nestjs/microservices';
import type { Observable } from 'rxjs';

/* eslint-disable @typescript-eslint/no-explicit-any -- a service definition holds methods of any type */
export interface MethodDefinition {
  path: string;
  requestStream: boolean;
  responseStream: boolean;
  requestSerialize: (value: any) => Buffer;
  requestDeserialize: (bytes: Buffer) => any;
  responseSerialize: (value: any) => Buffer;
  responseDeserialize: (bytes: Buffer) => any;
}
type Constructor<T> = abstract new (...args: any[]) => T;
/* eslint-enable @typescript-eslint/no-explicit-any */

export type ServiceDefinition = Record<string, MethodDefinition>;
export type RequestOf<M> = M extends { requestDeserialize: (bytes: Buffer) => infer R } ? R : never;
export type ResponseOf<M> = M extends { responseDeserialize: (bytes: Buffer) => infer R } ? R : never;

/** What a controller must implement to serve `S`. */
export type GrpcHandlers<S extends ServiceDefinition> = {
  [K in keyof S]: S[K] extends { responseStream: true }
    ? (
        request: RequestOf<S[K]>,
        metadata: Metadata,
        call: ServerWritableStream<RequestOf<S[K]>, ResponseOf<S[K]>>,
      ) => Observable<ResponseOf<S[K]>>
    : (
        request: RequestOf<S[K]>,
        metadata: Metadata,
        call: ServerUnaryCall<RequestOf<S[K]>, ResponseOf<S[K]>>,
      ) => Promise<ResponseOf<S[K]>>;
};

/** Such as 'classifier.v1.ClassifierService'. */
export const fullName = (service: ServiceDefinition): string => Object.values(service)[0]!.path.split('/')[1]!;

/** The part of Nest's gRPC options that says what is served. */
export const contractOptions = (services: ServiceDefinition[]) => ({
  package: [...new Set(services.map((service) => fullName(service).split('.').slice(0, -1).join('.')))],
  packageDefinition: Object.fromEntries(services.map((service) => [fullName(service), service])),
});

/**
 * Binds rpcs of `service` to the methods of the same name: all of them, or those named where several features share a
 * service. A missing or mistyped method does not compile.
 */
export const Serves =
  <S extends ServiceDefinition, K extends keyof S & string = keyof S & string>(service: S, ...rpcs: K[]) =>
  <C extends Constructor<Pick<GrpcHandlers<S>, K>>>(controller: C): void => {
    for (const rpc of rpcs.length > 0 ? rpcs : Object.keys(service)) {
      const prototype = controller.prototype as object;
      const descriptor = Object.getOwnPropertyDescriptor(prototype, rpc);
      if (!descriptor) throw new Error(`${controller.name} does not implement ${rpc}`);
      GrpcMethod(fullName(service), rpc)(prototype, rpc, descriptor);
    }
  };
