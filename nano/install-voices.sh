#!/bin/sh
# Installs what `yinsong nano train` speaks and reads with: free voices and word lists of Debian.
#   flite                          the voices slt, rms and kal16 (and awb, kept for the demo), with phone times
#   espeak-ng                      many timbres for the tokenizer, the speaker encoder and the vocoder
#   wamerican, pocketsphinx-en-us  word lists for the sentences
#   asterisk-core-sounds-*         human voices for the tokenizer, the speaker encoder and the vocoder
#   pocketsphinx                   finds the times of recorded sounds, and judges how well the model can be understood
set -eu
apt-get update
apt-get install -y --no-install-recommends flite espeak-ng libespeak-ng1 wamerican pocketsphinx-en-us pocketsphinx \
    asterisk-core-sounds-en-g722 asterisk-core-sounds-it-g722 asterisk-core-sounds-fr-g722 asterisk-core-sounds-ru-g722 \
    asterisk-core-sounds-en asterisk-core-sounds-it asterisk-core-sounds-fr asterisk-core-sounds-ru
