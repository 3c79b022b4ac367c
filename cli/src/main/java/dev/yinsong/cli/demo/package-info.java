/** The main job from end to end on the sample clips, with what a person wants to see and hear of it. */
@NullMarked
package dev.yinsong.cli.demo;

import org.jspecify.annotations.NullMarked;
