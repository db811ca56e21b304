export const es = {
  commands: {
    help: 'Qué puedo hacer por ti',
    human: 'Hablar con una persona',
    status: 'Ver qué tenemos entre manos',
    cancel: 'Dejar lo que estamos haciendo',
    stop: 'No recibir más mensajes',
    forget: 'Borrar todo lo que sabemos de ti',
  },
  prompts: {
    hours: '¿Qué horario tenéis?',
    products: '¿Qué productos tenéis?',
    order: '¿Cómo va mi pedido?',
    problem: 'Tengo un problema con un pedido',
  },
};
