// A component of your own. An experiment names this file under `plugins` and then uses it by its type:
//
//   plugins: [./components/soft-dice.js]
//   loss: {type: soft-dice}

/** @param {import('tessera-ml').PluginTools} tools */
export const softDice = ({ defineComponent, z }) =>
  defineComponent({
    kind: 'loss',
    type: 'soft-dice',
    description:
      'Soft Dice loss (Milletari et al. 2016): one minus the mean overlap of probabilities and target, over classes.',
    params: z.strictObject({
      smooth: z
        .number()
        .positive()
        .default(1)
        .describe('Added to both sides of the ratio, so that an absent class counts as right.'),
      ignore_index: z.int().nonnegative().default(255).describe('Mask value of pixels that do not count.'),
    }),
    build:
      ({ smooth, ignore_index: ignoreIndex }, { tf, classes }) =>
      (logits, target) =>
        tf.tidy(() => {
          const flat = tf.reshape(target, [-1]);
          const counts = tf.expandDims(tf.cast(tf.notEqual(flat, ignoreIndex), 'float32'), 1);
          const truth = tf.mul(tf.oneHot(flat, classes.length), counts);
          const probability = tf.mul(tf.softmax(tf.reshape(logits, [-1, classes.length])), counts);
          const overlap = tf.add(tf.mul(tf.sum(tf.mul(probability, truth), 0), 2), smooth);
          const total = tf.add(tf.add(tf.sum(probability, 0), tf.sum(truth, 0)), smooth);
          return tf.sub(1, tf.mean(tf.div(overlap, total)));
        }),
  });
