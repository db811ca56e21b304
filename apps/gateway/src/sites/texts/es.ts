export const es = {
  missing: {
    title: 'Aquí no hay nada',
    text: 'Esta página no existe, o ya no existe. Revisa la dirección o pregunta a quien te envió el enlace.',
  },
  away: {
    title: 'Un momento, por favor',
    text: 'Esta página no se puede mostrar ahora mismo. Vuelve a intentarlo en un momento.',
  },
};
