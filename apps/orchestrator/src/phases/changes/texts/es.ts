export const es = {
  merge: 'Lo cambio ahora; todo lo demás queda como está.',
  wait: 'Lo tengo anotado y lo hago en cuanto termine lo que está en marcha.',
  replace: 'De acuerdo: empiezo de nuevo con eso.',
};
