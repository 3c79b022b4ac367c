#!/bin/sh
# Installs what `yinsong nano train` speaks and reads with: free voices and word lists of Debian.
#   flite                          the voices slt, rms and kal16 (and awb, kept for the demo), with phone times
#   espeak-ng                      many timbres for the speaker encoder and the vocoder
#   wamerican, pocketsphinx-en-us  word lists for the sentences
#   pocketsphinx                   judges how well the model can be understood (not needed to train)
set -eu
apt-get update
apt-get install -y --no-install-recommends flite espeak-ng wamerican pocketsphinx-en-us pocketsphinx
