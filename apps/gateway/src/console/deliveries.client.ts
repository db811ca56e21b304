import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { NotifierService } from '#libs/contracts';
import { toAppError } from '#libs/errors';
import { GrpcClient } from '#libs/grpc';
import { GATEWAY_CONFIG, type GatewayConfig } from '../gateway.config.js';
import type { DeliveryView } from './console-views.js';
import { toDeliveryViews } from './to-delivery-views.js';

/** Asks the notifier what became of messages. */
@Injectable()
export class DeliveriesClient implements OnApplicationShutdown {
  private readonly logger = new Logger(DeliveriesClient.name);
  private readonly grpc: GrpcClient<typeof NotifierService>;

  constructor(@Inject(GATEWAY_CONFIG) config: GatewayConfig) {
    this.grpc = new GrpcClient(NotifierService, config.NOTIFIER_URL, { get: 'gateway.notifier.get' });
  }

  /** By idempotency key; undefined while the notifier cannot be asked: a transcript without ticks is still one. */
  async find(idempotencyKeys: string[]): Promise<Map<string, DeliveryView> | undefined> {
    if (idempotencyKeys.length === 0) return new Map();
    try {
      const { parts } = await this.grpc.call('get', { idempotencyKeys });
      return toDeliveryViews(parts);
    } catch (error) {
      this.logger.warn({ message: 'what became of messages is not known', reason: toAppError(error).reason });
      return undefined;
    }
  }

  onApplicationShutdown(): Promise<void> {
    return this.grpc.close();
  }
}
