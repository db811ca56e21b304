export const quickReactions = ['👍', '❤️', '😂', '😮', '😢', '🙏'];

export const stickers = ['🥳', '😎', '🤖', '🚀', '🌮', '☕', '💚', '🙌', '🐱', '🦊', '🎉', '🔥'];

const split = (emoji: string) => emoji.split(' ');

/** A small set of our own; the computer's own picker has the rest. */
export const emojiGroups = {
  smileys: split(
    '😀 😃 😄 😁 😆 😅 😂 🤣 🥲 😊 😇 🙂 🙃 😉 😌 😍 🥰 😘 😋 😛 😜 🤪 🤨 🧐 🤓 😎 🥳 😏 😒 😞 😔 😟 🙁 😣 😩 🥺 😢 😭 😤 😠 😡 🤬 🤯 😳 🥵 🥶 😱 😨 😰 🤗 🤔 🫡 🤭 🤫 😶 😐 😬 🙄 😴 🤤 😷 🤒 🤖',
  ),
  gestures: split(
    '👋 🤚 ✋ 🖖 👌 🤌 🤏 ✌️ 🤞 🤟 🤘 🤙 👈 👉 👆 👇 ☝️ 👍 👎 ✊ 👊 👏 🙌 🫶 👐 🤝 🙏 ✍️ 💪 👀 🙋 🤷 🤦 🙇 💃 🕺 👶 👧 🧑 👵 👷 👩‍💻 🧑‍🍳',
  ),
  hearts: split('❤️ 🧡 💛 💚 💙 💜 🖤 🤍 🤎 💔 ❣️ 💕 💞 💓 💗 💖 💘 💝 💯 💢 💥 💫 ✨ ⭐ 🌟 🔥 🎉 🎊'),
  nature: split(
    '🐶 🐱 🐭 🐰 🦊 🐻 🐼 🐨 🦁 🐮 🐷 🐸 🐵 🐔 🐧 🐦 🦉 🐢 🐙 🦋 🐝 🌵 🌲 🌴 🌱 🍀 🌷 🌹 🌻 🌍 🌙 ☀️ ⛅ 🌧️ ⛈️ ❄️ 🌈 🌊',
  ),
  food: split(
    '🍎 🍌 🍉 🍇 🍓 🥝 🍅 🥑 🌽 🥕 🍞 🥐 🧀 🍳 🥞 🍔 🍟 🍕 🌭 🌮 🌯 🥗 🍝 🍣 🍦 🍩 🍪 🎂 🍫 🍿 ☕ 🧉 🍵 🥤 🍺 🍷 🥂',
  ),
  objects: split(
    '📱 💻 ⌚ 📷 🎥 📞 💡 🔋 🔑 🔒 🛠️ ⚙️ 📦 📎 ✂️ 📌 📅 📈 📝 📚 💼 🛒 💳 💵 🧾 🎁 🏠 🏢 🏥 🏖️ 🚗 🚕 🚌 🚲 ✈️ 🚀 ⚽ 🏀 🎮 🎸 🎵 ✅ ❌ ⚠️ ❓ ❗',
  ),
};

export type EmojiGroup = keyof typeof emojiGroups;
