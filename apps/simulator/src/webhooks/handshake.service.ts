import { randomBytes } from 'node:crypto';
import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Subject } from 'rxjs';
import { VirtualClock } from '../knobs/virtual-clock.service.js';
import { SIMULATOR_CONFIG, type SimulatorConfig } from '../simulator.config.js';
import { WebhookEndpointClient } from './webhook-endpoint.client.js';

const RETRY_MS = 2_000;

/** Whether the business answers: found out by the verification handshake, kept up to date by every delivery. */
@Injectable()
export class HandshakeService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(HandshakeService.name);
  private isOnline = false;
  private isTrying = false;
  private isClosed = false;
  /** Emits when the business comes or goes. */
  readonly changes = new Subject<boolean>();

  constructor(
    @Inject(SIMULATOR_CONFIG) private readonly config: SimulatorConfig,
    private readonly endpoint: WebhookEndpointClient,
    private readonly clock: VirtualClock,
  ) {}

  get online(): boolean {
    return this.isOnline;
  }

  onApplicationBootstrap(): void {
    void this.tryUntilItWorks();
  }

  onModuleDestroy(): void {
    this.isClosed = true;
  }

  /** Asks the endpoint to echo a challenge. @returns whether it did, and its HTTP status */
  async run(): Promise<{ verified: boolean; status: number | null }> {
    const challenge = randomBytes(8).readUInt32BE(0).toString();
    const { status, body } = await this.endpoint.get({
      'hub.mode': 'subscribe',
      'hub.challenge': challenge,
      'hub.verify_token': this.config.WHATSAPP_VERIFY_TOKEN,
    });
    const verified = status === 200 && body === challenge;
    this.become(verified);
    return { verified, status };
  }

  /** A delivery was answered, or nobody was there. */
  note(isReachable: boolean): void {
    this.become(isReachable);
    if (!isReachable) void this.tryUntilItWorks();
  }

  private async tryUntilItWorks(): Promise<void> {
    if (this.isTrying || this.isOnline || this.isClosed) return;
    this.isTrying = true;
    const { verified } = await this.run();
    this.isTrying = false;
    if (!verified && !this.isClosed) this.clock.after(RETRY_MS, () => void this.tryUntilItWorks());
  }

  private become(isOnline: boolean): void {
    if (this.isOnline === isOnline || this.isClosed) return;
    this.isOnline = isOnline;
    this.logger.log({ message: isOnline ? 'webhook endpoint answers' : 'webhook endpoint is away' });
    this.changes.next(isOnline);
  }
}
