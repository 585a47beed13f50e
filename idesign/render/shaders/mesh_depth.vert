#version 330 core
// Depth alone, for the sun's shadow map and the pass before the picture; the same arithmetic as mesh.vert.

layout(location = 0) in vec3 position;
layout(location = INST_M_LOC) in mat4 inst_m;

uniform mat4 M;
uniform mat4 V;
uniform mat4 P;
uniform vec4 clip_plane;

invariant gl_Position;

void main()
{
    vec4 world = M * inst_m * vec4(position, 1.0);
    gl_Position = P * V * world;
    gl_ClipDistance[0] = dot(clip_plane, world);
}
