import {
  type DynamicModule,
  Inject,
  Injectable,
  Module,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { CircuitBoard } from './circuit-board.js';
import { RedisStore } from './redis-store.js';

@Injectable()
class RedisCloser implements OnApplicationShutdown {
  constructor(@Inject(RedisStore) private readonly store: RedisStore) {}

  onApplicationShutdown(): Promise<void> {
    return this.store.close();
  }
}

const POST_MS = 2_000;

/** Tells the console which peers this process leaves alone. */
@Injectable()
class CircuitPoster implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer?: NodeJS.Timeout;

  constructor(@Inject(CircuitBoard) private readonly board: CircuitBoard) {}

  onApplicationBootstrap(): void {
    const post = () => void this.board.post().catch(() => undefined); // without Redis the probes and the metrics say it
    this.timer = setInterval(post, POST_MS).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }
}

@Module({})
export class RedisModule {
  static forService(url: string): DynamicModule {
    return {
      module: RedisModule,
      global: true,
      providers: [
        { provide: RedisStore, useFactory: () => new RedisStore(url) },
        { provide: CircuitBoard, inject: [RedisStore], useFactory: (store: RedisStore) => new CircuitBoard(store) },
        RedisCloser,
        CircuitPoster,
      ],
      exports: [RedisStore, CircuitBoard],
    };
  }
}
