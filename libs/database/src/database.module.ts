import { type DynamicModule, Inject, Injectable, Module, type OnApplicationShutdown } from '@nestjs/common';
import { getDataSourceToken, TypeOrmModule } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Database } from './database.js';
import { type DataOptions, dataSourceOptions } from './data-source-options.js';

@Injectable()
class DatabaseCloser implements OnApplicationShutdown {
  constructor(@Inject(Database) private readonly database: Database) {}

  onApplicationShutdown(): Promise<void> {
    return this.database.close();
  }
}

@Module({})
export class DatabaseModule {
  /** @param options.allowUnsafe accept a Postgres that may lose acknowledged commits: for tests */
  static forService({ allowUnsafe, ...options }: DataOptions & { allowUnsafe: boolean }): DynamicModule {
    return {
      module: DatabaseModule,
      global: true,
      imports: [
        TypeOrmModule.forRoot({
          ...dataSourceOptions(options),
          retryAttempts: 20,
          retryDelay: 500,
        }),
      ],
      providers: [
        {
          provide: Database,
          inject: [getDataSourceToken()],
          useFactory: async (dataSource: DataSource) => {
            const database = new Database(dataSource);
            try {
              if (!allowUnsafe) await database.refuseUnsafeSettings();
              return database;
            } catch (error) {
              await database.close();
              throw error;
            }
          },
        },
        DatabaseCloser,
      ],
      exports: [Database],
    };
  }
}
