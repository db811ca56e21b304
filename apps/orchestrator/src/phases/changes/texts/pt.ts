export const pt = {
  merge: 'Vou mudar isso agora; o resto fica como está.',
  wait: 'Anotei e faço assim que terminar o que está em andamento.',
  replace: 'Certo: começo de novo com isso.',
};
