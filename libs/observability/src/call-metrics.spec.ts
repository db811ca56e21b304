import { register } from 'prom-client';
import { startCall } from './call-metrics.js';

describe(startCall, () => {
  const linesAbout = async (service: string): Promise<string> =>
    (await register.metrics())
      .split('\n')
      .filter((line) => line.includes(`service="${service}"`) && !line.includes('_sum'))
      .join('\n');

  it('counts a call by its outcome, and its time', async () => {
    for (const status of ['ok', 'ok', 'DEADLINE_EXCEEDED']) startCall('classifier', 'classify')(status);
    const lines = await linesAbout('classifier');
    expect(lines).toContain('api_requests_total{service="classifier",method="classify",status="ok"} 2');
    expect(lines).toContain('api_requests_total{service="classifier",method="classify",status="DEADLINE_EXCEEDED"} 1');
    expect(lines).toContain('api_request_duration_seconds_count{service="classifier",method="classify"} 3');
  });

  it('counts as errors only what failed', async () => {
    for (const status of ['ok', 'PEER_UNAVAILABLE']) startCall('whatsapp', 'send')(status);
    const errors = (await linesAbout('whatsapp')).split('\n').filter((line) => line.startsWith('api_errors_total'));
    expect(errors).toEqual(['api_errors_total{service="whatsapp",error_type="PEER_UNAVAILABLE"} 1']);
  });

  it('counts nothing before the call has ended', async () => {
    startCall('agents', 'execute');
    expect(await linesAbout('agents')).toBe('');
  });
});
