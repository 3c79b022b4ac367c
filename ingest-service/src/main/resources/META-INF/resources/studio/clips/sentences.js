/** Sentences to read for a recording: plain words, all sounds of the language, questions and commas among them. */

const ENGLISH = [
  'The kettle began to sing before anyone had found the cups.',
  'Did you leave the garden gate open, or was it the wind?',
  'Seven thin geese flew over the frozen marsh at dusk.',
  'My uncle keeps his oldest coins in a jar behind the books.',
  'When the bus finally came, we were already halfway home.',
  'Please measure the flour twice and the sugar only once.',
  'A bright yellow boat drifted slowly past the lighthouse.',
  'She joked that the weather had a better memory than she did.',
  'Why would anybody choose to paint a kitchen purple?',
  'The judge asked for silence, and the whole room went quiet.',
  'Fresh bread, soft cheese and a few grapes are enough for lunch.',
  'He pushed the heavy box through the narrow hallway by himself.',
  'Our neighbours have a large dog, a small car and no fence.',
  'Turn left at the church, then follow the river for a mile.',
  'I thought I heard a voice, but it was only the old radio.',
  'The children measured their shadows at noon and again at four.',
  'Nothing in the museum was as strange as the clock without hands.',
  'We should thank the doctor for coming out in such a storm.',
  'It took three days to cross the valley on foot.',
  'Could you hold this thread while I look for the scissors?',
  'Good music is usually playing in the shop on the corner.',
  'The young teacher drew a circle, a square and something unusual.',
  'By the time the snow melted, the bridge had been repaired.',
  'A quick reply is kind, but a careful reply is often kinder.',
];

const CHINESE = [
  '水开了，可是谁也没找到茶杯。',
  '花园的门是你忘了关，还是被风吹开的？',
  '傍晚的时候，一群大雁飞过了结冰的湖面。',
  '爷爷把旧硬币放在书架后面的罐子里。',
  '等公共汽车来的时候，我们已经走了一半的路。',
  '请把面粉称两次，糖只要称一次就够了。',
  '一条黄色的小船慢慢漂过灯塔。',
  '她开玩笑说，天气的记性比她还好。',
  '为什么有人要把厨房刷成紫色呢？',
  '老师请大家安静，教室里立刻没有了声音。',
  '新鲜的面包、奶酪和几颗葡萄，就是一顿午饭。',
  '他一个人把沉重的箱子推过了窄窄的走廊。',
  '邻居家有一只大狗，一辆小车，却没有围墙。',
  '在路口往左转，然后沿着河边走一公里。',
  '我以为听见了说话声，原来是那台旧收音机。',
  '孩子们中午量了影子的长度，下午四点又量了一次。',
  '博物馆里最奇怪的，是那座没有指针的钟。',
  '下这么大的雨医生还过来，我们应该谢谢他。',
  '走路穿过那个山谷，整整用了三天。',
  '我找剪刀的时候，你能帮我拿着这根线吗？',
];

/** Sentences of a language, or none: then people write their own. */
export function sentencesOf(language) {
  return {en: ENGLISH, zh: CHINESE}[language] ?? [];
}
