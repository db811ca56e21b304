export const pt = {
  commands: {
    help: 'O que posso fazer por você',
    human: 'Falar com uma pessoa',
    status: 'Ver o que temos em andamento',
    cancel: 'Deixar o que estamos fazendo',
    stop: 'Não receber mais mensagens',
    forget: 'Apagar tudo sobre você',
  },
  prompts: {
    hours: 'Qual é o horário de vocês?',
    products: 'Que produtos vocês têm?',
    order: 'Como está o meu pedido?',
    problem: 'Tenho um problema com um pedido',
  },
};
