import { circuits } from '#libs/resilience';

/** Peers that are left alone now, for whoever reads a probe. They say nothing about this process: it is ready without them. */
export const circuitsDetail = () =>
  circuits
    .disturbed()
    .map(({ edge, upstream, state, since }) => ({ edge, upstream, state, since: since?.toISOString() }));
