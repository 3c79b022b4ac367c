/** Trains a network of the nano base under a time budget, in steps that a later run can go on from. */
@NullMarked
package dev.yinsong.nano.training;

import org.jspecify.annotations.NullMarked;
