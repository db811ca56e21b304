import type { Phrasebook } from './phrasebook.js';

export const phrasesPt: Phrasebook = {
  demo: '_(Esta é uma demonstração off-line: minhas respostas vêm de um emulador, não de um modelo de IA.)_',
  hello: ['Olá! ', 'Oi, que bom ter você aqui! '],
  intents: {
    steering: [
      'Prefiro continuar sendo quem sou 🙂 Sou o assistente deste chat e ajudo com prazer no que você precisar.',
    ],
    human: [
      'Claro, eu entendo. Vou avisar que você quer falar com uma pessoa da equipe. Me conte em uma linha do que se trata, assim você não precisa repetir.',
      'Com certeza, às vezes é melhor falar com alguém. Diga o assunto em poucas palavras e deixo anotado para quem for atender você.',
    ],
    orderStatus: ['Vamos verificar. Você me passa o número do pedido, ou o nome e a data da compra?'],
    refund: [
      'Sinto muito que não deu certo. Qual é o produto, quando comprou e o que prefere: troca ou dinheiro de volta?',
    ],
    complaint: [
      'Sinto muito pelo que aconteceu, e obrigado por contar. O que houve, e quando? Vou deixar tudo bem anotado para a equipe.',
      'Lamento a má experiência. Conte os detalhes (o quê, quando e com quem) e eu resumo para uma pessoa analisar.',
    ],
    webPage: [
      'Que ótima ideia! Para montar sua página preciso de três coisas: sobre o que é, quais seções você quer e de que cores gosta?',
      'Vamos planejar sua página com prazer. Como se chama o projeto e o que o visitante deve poder fazer nela?',
    ],
    booking: [
      'Com prazer! Para que dia e horário, e para quantas pessoas?',
      'Claro. Diga o dia, o horário e o nome, e deixo tudo preparado.',
    ],
    refusal: [
      'Sem problema 🙂 Se precisar de algo depois, estou aqui.',
      'Certo, deixamos assim. Posso ajudar com outra coisa?',
    ],
    orderStart: [
      'Ótimo! Diga o que você quer e quantas unidades, e eu vou anotando.',
      'Perfeito! O que anoto, e em que quantidade?',
    ],
    price: [
      'Os preços quem confirma é a equipe, para eu não passar um valor errado. De qual produto ou serviço você quer saber? Deixo sua pergunta pronta.',
      'Não quero inventar um preço 🙂 Diga exatamente o que procura e a quantidade, e preparo a consulta.',
    ],
    hours: [
      'Não tenho o horário de atendimento confirmado e prefiro não inventar. Que dia seria bom para você? Eu consulto.',
      'O horário exato quem confirma é a equipe. Se me disser o dia, deixo a pergunta anotada.',
    ],
    address: [
      'Não tenho o endereço em mãos e não quero mandar você ao lugar errado. De que região você viria? Deixo a pergunta anotada.',
    ],
    payment: [
      'As formas de pagamento quem confirma é a equipe. Como você prefere pagar? E por favor, nunca envie dados de cartão por aqui.',
    ],
    catalogue: ['Ajudo você a escolher. Conte o que procura e para quem é, e peço a lista que combina melhor.'],
    joke: [
      'Por que o computador foi ao médico? Porque estava com vírus 😄',
      'O que o zero disse para o oito? Belo cinto! 😄',
      'Qual é o café mais perigoso do mundo? O ex-presso ☕',
    ],
    time: ['São {time} (hora universal, UTC).'],
    date: ['Hoje é {date}.'],
    weather: ['Não consigo ver o tempo daqui, mas diga aonde vai e ajudo a planejar com sol e com chuva ☔'],
    identity: [
      'Sou o assistente automático deste chat: um programa, não uma pessoa. Se preferir falar com alguém da equipe, é só dizer.',
    ],
    abilities: [
      'Posso conversar, anotar um pedido, uma reserva ou uma reclamação, planejar sua página web, fazer contas e lembrar o que você me contar. Por onde começamos?',
      'Ajudo com pedidos, reservas, reclamações, ideias para uma página web, contas rápidas… e chamo uma pessoa quando precisar. Do que você precisa?',
    ],
    languageSwitch: ['Claro! Escreva em português, espanhol ou inglês e respondo na mesma língua.'],
    recommendation: ['Para recomendar bem: para quem é, quanto você quer gastar e o que é mais importante?'],
    mood: [
      'Tudo ótimo, obrigado por perguntar! E você? Em que posso ajudar?',
      'Tudo certo por aqui! Como está o seu dia?',
    ],
    sadness: [
      'Sinto muito que você esteja assim; obrigado por contar. Sou só um assistente automático, mas estou lendo. Conversar com alguém de confiança ajuda. O que aconteceu?',
    ],
    compliment: ['Que gentileza, obrigado! 😊 Fazemos mais alguma coisa?'],
    insult: [
      'Entendo que você está chateado. Quero ajudar: conte o que deu errado e vemos como resolver, ou chamo uma pessoa.',
    ],
    laughter: ['😄 Que bom que gostou! E agora?', '😂 Boa! Mais alguma coisa?'],
    thanks: [
      'De nada! Estou aqui se precisar de mais alguma coisa.',
      'Foi um prazer! 😊 Tenha um ótimo dia.',
      'É para isso que estou aqui! Mais alguma coisa?',
    ],
    farewell: ['Até logo! Tudo de bom 👋', 'Até mais! Escreva quando quiser.'],
    agreement: ['Perfeito! Diga como seguimos.', 'Ótimo! Qual é o próximo passo?'],
    greeting: [
      'Olá! 👋 Como posso ajudar hoje?',
      'Oi! Que bom falar com você. Do que precisa?',
      'Olá! Estou aqui para ajudar. O que posso fazer por você?',
    ],
  },
  followUps: {
    orderStart: [
      'Anotado: “{quote}”. Prefere retirar ou receber em casa? E para quando?',
      'Certo, acrescento “{quote}”. Em nome de quem deixo?',
      'Obrigado! Seu pedido está anotado nesta conversa e uma pessoa da equipe precisa confirmar. Mais alguma coisa?',
    ],
    booking: [
      'Perfeito: “{quote}”. Em nome de quem, e há algo que devemos saber (crianças, alergias, preferências)?',
      'Obrigado! Sua reserva está preparada nesta conversa; falta a equipe confirmar.',
    ],
    webPage: [
      'Gostei: “{quote}”. Quer fotos, formulário de contato ou botão do WhatsApp?',
      'Anotei: “{quote}”. Imagino uma abertura clara, uma seção sobre você e o contato bem visível. Que estilo: sóbrio, alegre ou elegante?',
      'Está ficando ótimo! Resumo o que você contou e, com seu sim, vai para a construção. Mudaria algo?',
    ],
    complaint: [
      'Obrigado pelo detalhe; anoto do jeito que está: “{quote}”. Que solução seria justa para você?',
      'Entendido. Está tudo anotado para uma pessoa da equipe analisar. Quer acrescentar algo?',
    ],
    refund: [
      'Obrigado. Anoto “{quote}”. Você tem o comprovante ou o número do pedido?',
      'Perfeito, está anotado para a equipe ver com você.',
    ],
    orderStatus: ['Obrigado, tenho “{quote}”. Não vejo a situação daqui, então passo à equipe para confirmar.'],
    human: ['Obrigado. Passo adiante: “{quote}”. Alguém escreve para você neste chat assim que puder.'],
    price: ['Perfeito, consulto sobre “{quote}”. Quer comprar já ou está comparando?'],
    recommendation: [
      'Já tenho uma ideia: “{quote}”. Eu começaria pelo mais simples e ajustaria depois. Vamos passo a passo?',
    ],
  },
  dialogDropped: ['Sem problema, deixamos para lá. Posso ajudar com outra coisa?'],
  nameLearned: ['Prazer, {name}! Em que posso ajudar?', 'Muito prazer, {name}! Do que você precisa?'],
  nameRecalled: ['Você se chama {name} 🙂', 'Claro que lembro! Você é {name}.'],
  nameUnknown: ['Você ainda não me disse seu nome. Como se chama?'],
  factLearned: ['Anotado! Seu {thing}: {value}. O que mais?'],
  factRecalled: ['Você me disse que seu {thing} é {value}.'],
  factUnknown: ['Isso você ainda não me contou. Qual é seu {thing}?'],
  lastRecalled: ['A última coisa que você me escreveu foi: “{quote}”.'],
  nothingRecalled: ['Nossa conversa acabou de começar, então ainda não há o que lembrar 🙂'],
  repeated: ['Claro, eu dizia: {quote}'],
  sum: ['{sum}', 'Dá {sum}.', 'O resultado é {sum}.'],
  noSum: ['Essa conta não tem resultado (uma divisão por zero?). Vamos conferir?'],
  question: [
    'Boa pergunta. Sobre “{quote}” não tenho nada confirmado e prefiro não inventar. Pode me dar um pouco mais de contexto?',
    'Quero ajudar com “{quote}”. O que é mais importante para você nisso?',
    'Sobre “{quote}”: posso anotar e consultar a equipe. Você precisa para algum dia específico?',
  ],
  statement: [
    'Entendi: “{quote}”. Como você gostaria que eu ajudasse com isso?',
    'Obrigado por contar. Com “{quote}”, o que seria ideal para você?',
    'Que interessante! Conte um pouco mais sobre “{quote}”.',
  ],
  longText: [
    'Obrigado por explicar com tantos detalhes. Li tudo; começa com “{quote}”. Que parte resolvemos primeiro?',
  ],
  wordless: ['😊 Recebido! Em que posso ajudar?', '🙌 Do que você precisa hoje?'],
  attachment: ['Obrigado pelo arquivo! Conte o que você quer que eu faça com ele.'],
  attachmentSeen: [
    'Recebi o seu {format}{size}. Este emulador não vê imagens nem lê arquivos, então não vou inventar o que há nele: pode me contar o que mostra e do que você precisa?',
  ],
  toolResult: ['Foi isto que encontrei:\n{result}', 'Aqui está:\n{result}'],
  toolEmpty: ['Procurei, mas não apareceu nada. Tentamos com outras palavras?'],
  toolError: ['Tentei consultar, mas não foi possível agora. Quer que eu tente de novo ou que avise uma pessoa?'],
  yes: 'sim',
  no: 'não',
};
