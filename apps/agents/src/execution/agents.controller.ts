import { Controller, Inject } from '@nestjs/common';
import { Observable } from 'rxjs';
import { AgentService, type ExecuteRequest, type ExecuteResponse } from '#libs/contracts';
import { AppError } from '#libs/errors';
import { type GrpcHandlers, Serves } from '#libs/grpc';
import { EventBundler } from './event-bundler.js';
import { RunnerService } from './runner.service.js';

@Controller()
@Serves(AgentService, 'execute')
export class AgentsController implements Pick<GrpcHandlers<typeof AgentService>, 'execute'> {
  constructor(@Inject(RunnerService) private readonly runner: RunnerService) {}

  /** @throws AppError INVALID_REQUEST when no run, or one id twice, is asked for; what is wrong with one run fails that run */
  execute({ runs }: ExecuteRequest): Observable<ExecuteResponse> {
    if (runs.length === 0) throw new AppError('INVALID_REQUEST', { message: 'an empty batch' });
    if (new Set(runs.map(({ runId }) => runId)).size < runs.length) {
      throw new AppError('INVALID_REQUEST', { message: 'a run id twice in one batch' });
    }
    return new Observable((subscriber) => {
      const call = new AbortController();
      let isOver = false;
      const bundler = new EventBundler((events) => subscriber.next({ events }));
      const ends = runs.map((run) => this.runner.run(run, call.signal, (event) => bundler.add(run.runId, event)));
      void Promise.all(ends).then(() => {
        bundler.flush();
        isOver = true;
        subscriber.complete();
      });
      return () => {
        if (!isOver) call.abort(new AppError('CANCELLED'));
      };
    });
  }
}
