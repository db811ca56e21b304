import { choosePorts } from './choose-ports.ts';

const allExcept =
  (...busy: number[]) =>
  async (port: number): Promise<boolean> =>
    !busy.includes(port);

describe(choosePorts.name, () => {
  it('takes the usual ports when they are free', async () => {
    const { ports, notes } = await choosePorts({}, allExcept());
    expect(ports.gateway).toEqual({ public: 3000, sites: 3001, ops: 9101, grpc: 50051 });
    expect(ports.simulator).toEqual({ public: 4000, sites: undefined, ops: undefined, grpc: undefined });
    expect(notes).toEqual([]);
  });

  it('takes the next free one for a usual public port that is busy, and says so', async () => {
    const { ports, notes } = await choosePorts({}, allExcept(3000, 3001));
    expect(ports.gateway).toMatchObject({ public: 3002, sites: 3003 });
    expect(notes).toEqual([
      'port 3000 is busy: the gateway takes 3002 (set PORT to choose)',
      'port 3001 is busy: the sites of the gateway take 3003 (set SITES_PORT to choose)',
    ]);
  });

  it('moves inner ports quietly, never onto each other', async () => {
    const { ports, notes } = await choosePorts({}, allExcept(9101, 50053));
    expect(ports.gateway.ops).toBe(9102);
    const inner = Object.values(ports)
      .flatMap(({ ops, grpc }) => [ops, grpc])
      .filter((port) => port !== undefined);
    expect(new Set(inner).size).toBe(inner.length);
    expect(notes).toEqual([]);
  });

  it('refuses a busy port that was asked for, naming it', async () => {
    await expect(choosePorts({ PORT: '8080' }, allExcept(8080))).rejects.toThrow('port 8080 (PORT) is busy');
    await expect(choosePorts({ PORT: '4000', SIMULATOR_PORT: '4000' }, allExcept())).rejects.toThrow(
      'port 4000 (SIMULATOR_PORT)',
    );
    await expect(choosePorts({ SITES_PORT: '3000' }, allExcept())).rejects.toThrow('port 3000 (SITES_PORT) is busy');
  });

  it.each(['abc', '0', '70000', '1.5'])('refuses %s as a port', async (PORT) => {
    await expect(choosePorts({ PORT }, allExcept())).rejects.toThrow(`PORT is "${PORT}"`);
  });

  it('gives up when nothing is free', async () => {
    await expect(choosePorts({}, async () => false)).rejects.toThrow('none of the ports 3000');
  });
});
