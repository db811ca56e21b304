export const en = {
  merge: 'I’m changing that now; everything else stays as it is.',
  wait: 'I’ve noted that and will do it as soon as what is running is finished.',
  replace: 'All right: I’m starting over with that.',
};
