export const pt = {
  missing: {
    title: 'Não há nada aqui',
    text: 'Esta página não existe, ou já não existe. Verifique o endereço ou pergunte a quem lhe enviou o link.',
  },
  away: {
    title: 'Um momento, por favor',
    text: 'Esta página não pode ser mostrada agora. Tente de novo dentro de um momento.',
  },
};
