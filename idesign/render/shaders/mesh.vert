#version 330 core
// The vertex stage of the preview: positions and normals in the room's frame. Attribute numbers come from pyrender.
// What is behind a mirror's glass is clipped where a mirror's picture is drawn (render/passes.py).

layout(location = 0) in vec3 position;
layout(location = NORMAL_LOC) in vec3 normal;
#ifdef TEXCOORD_0_LOC
layout(location = TEXCOORD_0_LOC) in vec2 texcoord_0;
out vec2 uv;
#endif
layout(location = INST_M_LOC) in mat4 inst_m;

uniform mat4 M;
uniform mat4 V;
uniform mat4 P;
uniform vec4 clip_plane;

invariant gl_Position;

out vec3 place;
out vec3 facing;

void main()
{
    vec4 world = M * inst_m * vec4(position, 1.0);
    gl_Position = P * V * world;
    gl_ClipDistance[0] = dot(clip_plane, world);
    place = world.xyz;
    facing = mat3(M) * normal;
#ifdef TEXCOORD_0_LOC
    uv = texcoord_0;
#endif
}
