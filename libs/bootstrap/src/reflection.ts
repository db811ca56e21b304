import type { Server } from '@grpc/grpc-js';
import { loadFileDescriptorSetFromBuffer } from '@grpc/proto-loader';
import { ReflectionService } from '@grpc/reflection';
import { descriptorSet } from '#libs/contracts';

/** Server reflection for command-line clients, fed from the descriptors that belong to the generated code. */
export function addReflection(server: Server): void {
  new ReflectionService(loadFileDescriptorSetFromBuffer(Buffer.from(descriptorSet, 'base64'))).addToServer(server);
}
