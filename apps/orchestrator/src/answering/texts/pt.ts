import type { en } from './en.js';

export const pt: Record<keyof typeof en, string> = {
  help: 'Sou um assistente automático. Escreva com suas palavras do que precisa e eu respondo.\n\nTambém entendo:\n- */human* para saber como falar com uma pessoa\n- */stop* se não quiser mais mensagens\n- */help* para ver isto de novo',
  status: 'Não tenho nada em andamento para você agora. Como posso ajudar?',
  cancel: 'Não há nada em andamento para cancelar.',
  undo: 'Não há nada para desfazer.',
  human:
    'Sou um assistente automático e ainda não consigo passar você para uma pessoa neste chat. Diga do que precisa e farei o possível.',
  humanWithContact: 'Sou um assistente automático. Para falar com uma pessoa: {{contact}}',
  stop: 'Entendido. Não vou escrever por conta própria: só respondo quando você escreve. Com */start* você muda isso.',
  start: 'Pronto! Estou aqui quando precisar.',
  limited: 'Você está rápido demais para mim 🙂 Guardei suas mensagens; espere um minuto e escreva de novo.',
  blocked: 'Não posso responder a essa mensagem. Pode dizer de outra forma?',
  trouble: 'Desculpe, agora não consigo dar uma resposta. Sua mensagem está guardada e volto a ela assim que puder.',
  image: 'Obrigado pela foto. Ainda não consigo ver imagens: pode contar com palavras do que precisa?',
  video: 'Obrigado pelo vídeo. Ainda não consigo ver vídeos: pode contar com palavras do que precisa?',
  audio: 'Recebi seu áudio, mas ainda não consigo ouvir. Pode escrever?',
  voice: 'Recebi sua mensagem de voz, mas ainda não consigo ouvir. Pode escrever?',
  document: 'Recebi seu documento, mas ainda não consigo ler. O que você precisa dele?',
  sticker: '😊 Como posso ajudar?',
  location: 'Obrigado pela localização. O que você gostaria de saber ou fazer aí?',
  contactCards: 'Obrigado pelo contato. O que você quer que eu faça com ele?',
  flowReply: 'Obrigado, recebi suas respostas.',
  order: 'Recebi seu pedido do catálogo, mas ainda não consigo processá-lo. Pode escrever o que deseja?',
  unsupported: 'Ainda não entendo esse tipo de mensagem. Pode escrever com palavras?',
};
